import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../harness/server.js';
import { createAccessKey, createApp } from './consumer.js';
import { runPythonClient, type SeenAnswer } from './python-client.js';

type Report = Readonly<Record<string, SeenAnswer>>;

let server: TestServer;
let appId: string;
let report: Report;

beforeAll(async () => {
  server = await startServer();
  appId = await createApp(server);
  const pair = await createAccessKey(server, appId);
  const local = await createAccessKey(server, appId, { ip_allowlist: ['127.0.0.1'] });
  const remote = await createAccessKey(server, appId, { ip_allowlist: ['10.0.0.0/8'] });
  const browser = await createAccessKey(server, appId, {
    token_types: ['person_token'],
    origin_allowlist: ['https://app.example.com'],
  });
  report = await runPythonClient<Report>('signed_tokens.py', {
    base: server.url(''),
    ak: pair['ak'],
    sk: pair['sk'],
    local_ak: local['ak'],
    local_sk: local['sk'],
    remote_ak: remote['ak'],
    remote_sk: remote['sk'],
    browser_ak: browser['ak'],
    browser_sk: browser['sk'],
  });
});

afterAll(() => server?.stop());

describe('PyJWT with AK and SK', () => {
  it.each(['app', 'app_as_bearer'])('calls as the app: %s', (call) => {
    expect(report[call]).toMatchObject({
      status: 200,
      body: { weather: expect.any(Object), called_as: { kind: 'app', app: appId } },
    });
  });

  it('is the same principal at an API of another kind', () => {
    expect(report['profile']).toMatchObject({
      status: 200,
      body: { principal: { kind: 'app_token', app_id: appId, roles: [], groups: [] } },
    });
  });

  it('calls as a person, with roles and groups in any script', () => {
    expect(report['person']).toMatchObject({
      status: 200,
      body: {
        called_as: {
          kind: 'person',
          app: appId,
          subject: 'user-42',
          roles: ['SYS_ADMIN'],
          groups: ['/技术部/运维部'],
        },
      },
    });
  });

  it('opens nothing of the administration, whatever role it asserts', () => {
    expect(report['asserted_admin']).toMatchObject({
      status: 401,
      body: { code: 'credential_kind_not_accepted' },
    });
  });

  it('may sign for two hours and not a second longer', () => {
    expect(report['too_long']).toMatchObject({
      status: 401,
      body: { code: 'token_lifetime_exceeded', detail: expect.stringContaining('7201 s') },
    });
  });

  it.each([
    ['expired', 'token_expired'],
    ['wrong_sk', 'token_signature_invalid'],
    ['unknown_ak', 'token_signature_invalid'],
  ])('is refused, and not taken for anonymous, when its token is bad: %s', (call, code) => {
    expect(report[call]).toMatchObject({ status: 401, body: { code } });
    expect(report[call]?.headers['www-authenticate']).toContain('error="invalid_token"');
  });
});

describe('an access key with an allowlist', () => {
  it('works from an address on the list', () => {
    expect(report['ip_allowed']).toMatchObject({ status: 200 });
  });

  it('does not work from elsewhere, and the refusal does not tell the list', () => {
    expect(report['ip_refused']).toMatchObject({ status: 403, body: { code: 'ip_not_allowed' } });
    expect(report['ip_refused']?.body['detail']).toContain('127.0.0.1');
    expect(JSON.stringify(report['ip_refused'])).not.toContain('10.0.0.0');
  });

  it('of origins works only with the origin of a page on the list', () => {
    expect(report['origin_allowed']).toMatchObject({ status: 200 });
    expect(report['origin_missing']).toMatchObject({
      status: 403,
      body: { code: 'origin_not_allowed' },
    });
    expect(JSON.stringify(report['origin_missing'])).not.toContain('app.example.com');
  });
});

describe('a call without any credential', () => {
  it.each(['anonymous_get', 'anonymous_post'])('is answered as the anonymous app: %s', (call) => {
    expect(report[call]).toMatchObject({
      status: 200,
      body: { weather: expect.any(Object), called_as: { kind: 'anonymous' } },
    });
  });

  it('counts against one quota, by whichever of the two paths it comes', () => {
    const remaining = ['anonymous_get', 'anonymous_post'].map((call) => {
      const header = report[call]?.headers['ratelimit'];
      return Number(/;r=(\d+)/.exec(header ?? '')?.[1]);
    });
    expect(remaining[1]).toBe((remaining[0] ?? Number.NaN) - 1);
  });
});
