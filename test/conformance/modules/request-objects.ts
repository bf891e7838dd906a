import * as discovery from '../conditions/discovery.js';
import type { AuthorizationAnswer } from '../suite/flow.js';
import { SUITE_URL } from '../suite/wire.js';
import { type Changes, onlyOne, type TestModule } from './test-module.js';

/** What must be in the query beside a request object (OpenID Connect Core §6.1, RFC 6749 §3.1.2.3). */
const IN_THE_QUERY = new Set(['response_type', 'client_id', 'scope', 'redirect_uri']);

/** `oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported` */
export async function unsignedRequestObject(module: TestModule): Promise<void> {
  skipIfNoneIsRuledOut(module);
  const answer = await send(module, (object) => ({ request: object }));
  if (answer.arrival.query.get('error') === 'request_not_supported') {
    module.run.skip('request_not_supported: request objects are permitted to be off');
  }
  await module.run.check(
    'WARNING',
    discovery.checkDiscEndpointRequestParameterSupported,
    module.server,
  );
  await module.exchange(await module.acceptCode(answer), answer.request);
}

/** `oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported` */
export async function unsignedRequestUri(module: TestModule): Promise<void> {
  skipIfNoneIsRuledOut(module);
  const answer = await send(module, () => ({ request_uri: `${SUITE_URL}/requesturi/1#1` }));
  if (answer.arrival.query.get('error') === 'request_uri_not_supported') {
    module.run.skip(
      'request_uri_not_supported: request objects by reference are permitted to be off',
    );
  }
  await module.run.check(
    'WARNING',
    discovery.checkDiscEndpointRequestUriParameterSupported,
    module.server,
  );
  await module.exchange(await module.acceptCode(answer), answer.request);
}

/**
 * `oidcc-ensure-request-object-with-redirect-uri`: the address in the query is not registered, so a server
 * without request objects shows an error page and never goes to the one in the object.
 */
export async function requestObjectWithRedirectUri(module: TestModule): Promise<void> {
  skipIfNoneIsRuledOut(module);
  const request = module.requestOf();
  const query = {
    ...inTheQuery(request),
    redirect_uri: `${SUITE_URL}/callback_invalid`,
    request: unsigned(request),
  };
  await module.expectPage(module.addressOf(query));
}

async function send(
  module: TestModule,
  reference: (object: string) => Record<string, string>,
): Promise<AuthorizationAnswer> {
  const request = module.requestOf();
  const query = { ...inTheQuery(request), ...reference(unsigned(request)) };
  return { request, arrival: onlyOne(await module.visit(query)) };
}

function inTheQuery(request: Changes): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request).filter((pair): pair is [string, string] => IN_THE_QUERY.has(pair[0])),
  );
}

/** `SerializeRequestObjectWithNullAlgorithm` */
function unsigned(claims: Changes): string {
  const encode = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  return `${encode({ alg: 'none' })}.${encode(claims)}.`;
}

/** Without the member the suite tries, and takes the error of the server as its answer. */
function skipIfNoneIsRuledOut({ run, server }: TestModule): void {
  const { request_object_signing_alg_values_supported: values } = server;
  if (Array.isArray(values) && !values.includes('none')) {
    run.skip('no "none" in request_object_signing_alg_values_supported');
  }
}
