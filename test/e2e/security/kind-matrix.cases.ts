import { beforeAll, describe, expect, it } from 'vitest';
import { CALLBACK } from '../../harness/oauth-names.js';
import { authorizeUrl, Browser } from '../../integration/oauth/browser.js';
import {
  client,
  DEVICE,
  EXCHANGE,
  type Issue,
  JWT_BEARER,
  openIssue,
  type Shown,
  SHOWN,
} from './kinds-shown.js';
import { basic } from './oauth-parties.js';
import { parties, world } from './oauth-world.js';

/** A place where something can be shown. */
interface Place {
  readonly name: string;
  /** What is answered: the status, and the code or error of a refusal. */
  readonly show: (value: string) => Promise<string>;
  /** The kinds that are known there, and what each of them is answered. */
  readonly known: Partial<Record<Shown, string>>;
  /** What every other kind is answered. */
  readonly refusal: (kind: Shown) => string;
}

/** Those that are JWTs; the others are refused by their form where one is expected. */
const JWTS: ReadonlySet<Shown> = new Set<Shown>([
  ...(['access_token', 'machine_token', 'login_token', 'app_token', 'person_token'] as const),
  ...(['id_token', 'client_assertion'] as const),
]);
const always = (outcome: string) => (): string => outcome;

async function called(target: string, value: string): Promise<string> {
  const headers = { authorization: `Bearer ${value}` };
  const { status, body } = await world.server.call('GET', target, { headers });
  return outcomeOf(status, body['code'] ?? body['error']);
}

async function posted(
  form: Record<string, string>,
  headers: Record<string, string> = basic(client),
  path = '/oauth/token',
): Promise<string> {
  const { status, body } = await parties.post(path, form, headers);
  return outcomeOf(status, body['error']);
}

async function opened(target: string): Promise<string> {
  const page = await new Browser(parties.place).open(target);
  const shown = /<code>(\w+)<\/code>/.exec(page.text)?.[1];
  return outcomeOf(page.status, page.url.searchParams.get('error') ?? shown);
}

function outcomeOf(status: number, code: unknown): string {
  return status < 300 ? String(status) : `${status} ${String(code)}`;
}

function atTheDoor(kind: Shown): string {
  if (kind === 'id_token') return '401 token_wrong_type';
  return `401 ${kind === 'client_assertion' ? 'token_signature_invalid' : 'token_malformed'}`;
}

function exchange(type: string): Place['show'] {
  return (value) =>
    posted({ grant_type: EXCHANGE, subject_token: value, subject_token_type: type });
}

const EVERY_CREDENTIAL = Object.fromEntries(
  (
    [
      'api_key',
      'access_token',
      'machine_token',
      'login_token',
      'app_token',
      'person_token',
    ] as const
  ).map((kind) => [kind, '200']),
);

const PLACES: readonly Place[] = [
  {
    name: 'the gateway',
    show: (value) => called('/every-kind/x', value),
    known: EVERY_CREDENTIAL,
    refusal: atTheDoor,
  },
  {
    name: 'a decorated route',
    show: (value) => called('/profile', value),
    known: EVERY_CREDENTIAL,
    refusal: atTheDoor,
  },
  {
    name: 'the administration',
    show: (value) => called('/admin/users', value),
    // alice is no administrator, whatever roles her app asserts.
    known: {
      api_key: '403 insufficient_scope',
      access_token: '403 insufficient_scope',
      machine_token: '403 insufficient_scope',
      login_token: '403 role_required',
      app_token: '401 credential_kind_not_accepted',
      person_token: '401 credential_kind_not_accepted',
    },
    refusal: atTheDoor,
  },
  {
    name: 'the account of a user',
    show: (value) => called('/account/apps', value),
    known: {
      api_key: '401 credential_kind_not_accepted',
      access_token: '403 insufficient_scope',
      machine_token: '403 insufficient_scope',
      login_token: '200',
      app_token: '401 credential_kind_not_accepted',
      person_token: '401 credential_kind_not_accepted',
    },
    refusal: atTheDoor,
  },
  {
    name: 'userinfo',
    show: (value) => called('/oauth/userinfo', value),
    known: { access_token: '200', machine_token: '403 insufficient_scope' },
    refusal: always('401 invalid_token'),
  },
  {
    name: 'introspection, as proof of who asks',
    show: (value) =>
      posted({ token: 'x' }, { authorization: `Bearer ${value}` }, '/oauth/introspect'),
    known: {},
    refusal: always('400 invalid_request'),
  },
  {
    name: 'the token endpoint, as a refresh token',
    show: (value) => posted({ grant_type: 'refresh_token', refresh_token: value }),
    known: { refresh_token: '200' },
    refusal: always('400 invalid_grant'),
  },
  {
    name: 'the token endpoint, as a code',
    show: (value) =>
      posted({ grant_type: 'authorization_code', code: value, redirect_uri: CALLBACK }),
    known: { code: '200' },
    refusal: always('400 invalid_grant'),
  },
  {
    name: 'the token endpoint, as a device code',
    show: (value) => posted({ grant_type: DEVICE, device_code: value }),
    known: { device_code: '400 authorization_pending' },
    refusal: always('400 invalid_grant'),
  },
  {
    name: 'the token endpoint, as an assertion',
    show: (value) => posted({ grant_type: JWT_BEARER, assertion: value }),
    known: { app_token: '200', person_token: '200' },
    refusal: always('400 invalid_grant'),
  },
  {
    name: 'the token endpoint, as the assertion of a client',
    show: (value) =>
      posted(
        {
          grant_type: 'client_credentials',
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          client_assertion: value,
        },
        {},
      ),
    known: { client_assertion: '200' },
    refusal: (kind) => (JWTS.has(kind) ? '401 invalid_client' : '400 invalid_request'),
  },
  {
    name: 'the token endpoint, for exchange as a signed token',
    show: exchange('urn:ietf:params:oauth:token-type:jwt'),
    known: { app_token: '200', person_token: '200' },
    refusal: always('400 invalid_request'),
  },
  {
    name: 'the token endpoint, for exchange as an API key',
    show: exchange('urn:ostiary:params:oauth:token-type:api_key'),
    known: { api_key: '200' },
    refusal: always('400 invalid_request'),
  },
  {
    name: 'the token endpoint, for exchange as an access token',
    show: exchange('urn:ietf:params:oauth:token-type:access_token'),
    known: { access_token: '200', machine_token: '200' },
    refusal: always('400 invalid_request'),
  },
  {
    name: 'the authorization endpoint, as a hint',
    show: (value) => opened(authorizeUrl(client.id, { prompt: 'none', id_token_hint: value })),
    known: { id_token: '303 login_required' },
    refusal: always('303 invalid_request'),
  },
  {
    name: 'the authorization endpoint, as a pushed request',
    show: (value) =>
      opened(
        `/oauth/authorize?${new URLSearchParams({ client_id: client.id, request_uri: value })}`,
      ),
    known: { request_uri: '200' },
    refusal: always('400 request_uri_not_supported'),
  },
  {
    name: 'the sign-out, as a hint',
    show: (value) =>
      opened(
        `/oauth/logout?${new URLSearchParams({ client_id: client.id, id_token_hint: value })}`,
      ),
    known: { id_token: '200' },
    refusal: always('400 invalid_request'),
  },
  {
    name: 'the refresh of a login',
    show: async (value) => {
      const call = { body: { refresh_token: value } };
      const { status, body } = await world.server.call('POST', '/login/refresh', call);
      return outcomeOf(status, body['code']);
    },
    known: { login_refresh_token: '200' },
    // The form of it allows no more than a short text.
    refusal: (kind) => (values[kind].length > 256 ? '400 invalid_request' : '401 token_revoked'),
  },
];

let issue: Issue;
let values: Record<Shown, string>;

beforeAll(async () => {
  await world.createApi('/every-kind', { audience: world.publicUrl });
  issue = await openIssue();
  values = {} as Record<Shown, string>;
  for (const kind of SHOWN) values[kind] = await issue[kind]();
});

describe.each(PLACES)('$name', ({ show, known, refusal }) => {
  it.each(SHOWN.filter((kind) => known[kind] === undefined))(
    'J18: knows no %s, and nothing changes',
    async (kind) => {
      expect(await world.unchanged(() => show(values[kind]))).toBe(refusal(kind));
    },
  );

  const own = Object.entries(known) as [Shown, string][];
  if (own.length === 0) return;
  it('J18: knows what belongs there', async () => {
    for (const [kind, outcome] of own) {
      expect([kind, await show(await issue[kind]())]).toEqual([kind, outcome]);
    }
  });
});

describe('what was shown where it does not belong', () => {
  it.each(['refresh_token', 'login_refresh_token', 'device_code', 'request_uri'] as const)(
    'J18: is still good where it does: %s',
    async (kind) => {
      const place = PLACES.find(({ known }) => Object.keys(known).join() === kind);
      expect(await place?.show(values[kind])).toBe(place?.known[kind]);
    },
  );
});
