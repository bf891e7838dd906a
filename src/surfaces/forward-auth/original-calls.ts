import { Injectable } from '@nestjs/common';
import { type Call, foldedHeaderName, isIdentityHeader } from '../../auth/index.js';
import type { CidrMatcher } from '../../kernel/cidr.js';
import { AppError } from '../../kernel/errors/index.js';
import { HeaderLines, LayoutFact } from '../../kernel/header-lines.js';
import { AppConfig, type ForwardingHeaderName } from '../../platform/config/index.js';
import { ambiguityOf, isFromTrustedProxy, trustedProxiesOf } from '../../platform/http/index.js';
import { type OriginalRequest, readOriginalRequest, type Scheme } from './original-request.js';
import type { Question } from './question.js';

/** What proxies write about the way a request took. */
const FORWARDING = /^(?:forwarded|x-(?:forwarded|original|real|envoy)-.*)$/;
const VERIFY = '/verify';

/** The lines that the client wrote, as far as names tell. */
const OWN_LINES = new LayoutFact(({ names }) =>
  names.flatMap((name, line) => (FORWARDING.test(name) ? [] : [line])),
);

/** The first line that is one of our headers for some servers, and not for the proxy; -1: none is. */
const FOLDED_IDENTITY = new LayoutFact(({ names }) =>
  names.findIndex((name) => !/^[a-z0-9-]*$/.test(name) && isIdentityHeader(name)),
);

/** Takes the original request from a proxy's question, as a call like one that came to the gateway. */
@Injectable()
export class OriginalCalls {
  private readonly trusted: CidrMatcher;
  private readonly forwardingHeader: ForwardingHeaderName;
  private readonly defaultScheme: Scheme;

  constructor(config: AppConfig) {
    this.trusted = trustedProxiesOf(config);
    this.forwardingHeader = config.forwardingHeader;
    this.defaultScheme = config.publicUrl.startsWith('https:') ? 'https' : 'http';
  }

  /** @throws AppError `untrusted_proxy` */
  requireTrustedProxy({ raw, clientAddress }: Question): void {
    if (isFromTrustedProxy(raw, this.trusted)) return;
    throw new AppError('untrusted_proxy', {
      detail: `This call comes from ${clientAddress ?? 'a Unix socket'}, which is not a trusted proxy, so what it says of another request is not believed.`,
      hint: 'If that is the address of your proxy, add it to OSTIARY_TRUSTED_PROXIES and restart the server.',
    });
  }

  /**
   * Notes on the question, for the log, what it asks about.
   *
   * @throws AppError `untrusted_proxy`; `proxy_request_invalid` when it is not clear what is asked;
   *   `invalid_request` for an original that could be read in two ways
   */
  of(question: Question): Call {
    this.requireTrustedProxy(question);
    const { raw } = question;
    const headers = HeaderLines.of(raw.rawHeaders);
    const original = readOriginalRequest({
      method: raw.method ?? '',
      headers,
      rest: restOf(raw.url ?? ''),
      defaultScheme: this.defaultScheme,
    });
    const { method, target } = original;
    question.describes = { method, target };
    const flaw = ambiguityOf({ method, url: target }, headers);
    if (flaw !== null) throw flaw;
    refuseFoldedIdentity(headers);
    // Without the header the existing rule takes the proxy for the caller, whose address is nobody's here.
    if (!headers.has(this.forwardingHeader)) question.clientAddress = null;
    return {
      method,
      target,
      host: original.host,
      headers: withoutForwarding(headers, original),
      clientAddress: question.clientAddress,
      requestId: question.id,
      connection: raw.socket,
    };
  }
}

/** @throws AppError `proxy_request_invalid` for `/verify` in another spelling */
function restOf(target: string): string | null {
  if (target === VERIFY || target.startsWith(`${VERIFY}?`)) return null;
  if (target.startsWith(`${VERIFY}/`)) return target.slice(VERIFY.length);
  throw new AppError('proxy_request_invalid', {
    detail: 'The path of this call must begin with /verify as it is written here.',
  });
}

/**
 * A proxy overwrites our headers by their names; those that a server behind it folds into the same names
 * (`X_Auth_Subject`, `X.Auth.Subject`) it would pass on, and we cannot take them away from here.
 */
function refuseFoldedIdentity({ raw, layout }: HeaderLines): void {
  const line = FOLDED_IDENTITY.of(layout);
  if (line === -1) return;
  const name = raw[2 * line] as string;
  throw new AppError('invalid_request', {
    detail: `The request has the header ${name}, which some servers read as ${foldedHeaderName(name)}.`,
    hint: 'Leave the header out: who calls is told by the credential.',
  });
}

/** The client's headers, and of those about its way only what was checked. */
function withoutForwarding({ raw, layout }: HeaderLines, original: OriginalRequest): HeaderLines {
  const { host, scheme } = original;
  const kept: string[] = [];
  for (const line of OWN_LINES.of(layout)) {
    kept.push(raw[2 * line] as string, raw[2 * line + 1] as string);
  }
  if (host !== null) kept.push('x-forwarded-host', host, 'x-forwarded-proto', scheme);
  return HeaderLines.of(kept);
}
