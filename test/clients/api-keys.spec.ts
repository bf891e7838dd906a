import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../harness/server.js';
import { createApiKey, createApp, type Created } from './consumer.js';
import { startCountingRelay, type CountingRelay } from './counting-relay.js';
import { runPythonClient, type SeenAnswer } from './python-client.js';

type Report = Readonly<Record<string, SeenAnswer>> & {
  readonly session: readonly SeenAnswer[];
  readonly session_with_key: readonly SeenAnswer[];
};

let server: TestServer;
let relay: CountingRelay;
let apiKey: Created;
let report: Report;
let sessionPorts: number[];

beforeAll(async () => {
  server = await startServer();
  relay = await startCountingRelay(server.port);
  apiKey = await createApiKey(server, await createApp(server));
  report = await runPythonClient<Report>('api_keys.py', {
    base: server.url(''),
    relay: relay.url,
    key: apiKey['key'],
    token: await server.loginAsAdmin(),
  });
  sessionPorts = relay.takePorts();
});

afterAll(async () => {
  await relay?.stop();
  await server?.stop();
});

describe('requests with an API key', () => {
  it.each(['x_api_key', 'bearer_key', 'apikey_scheme', 'bare_key'])(
    'is let in and known by its key, shown as %s',
    (placement) => {
      expect(report[placement]).toMatchObject({
        status: 200,
        body: {
          data: expect.any(Array),
          principal: {
            kind: 'api_key',
            credential_id: apiKey['id'],
            app_id: apiKey['app_id'],
          },
        },
      });
    },
  );

  it.each(['query', 'query_among_others'])(
    'is let in by the query where the API allows it: %s',
    (placement) => {
      expect(report[placement]).toMatchObject({
        status: 200,
        body: { principal: { kind: 'api_key', credential_id: apiKey['id'] } },
      });
    },
  );

  it('is refused by the query elsewhere, and told where the key goes', () => {
    expect(report['query_not_allowed']).toMatchObject({
      status: 401,
      body: { code: 'credential_missing', hint: expect.stringContaining('X-API-Key') },
    });
  });

  it('leaves no key in what the server prints', () => {
    expect(server.output()).toContain('/v1/data');
    expect(server.output()).not.toContain(apiKey['key']);
  });
});

describe('requests with a Bearer token', () => {
  it('is let in to a POST', () => {
    expect(report['secure_endpoint']).toMatchObject({
      status: 200,
      body: { principal: { kind: 'login_token' } },
    });
  });
});

describe('requests.Session with the header set once', () => {
  it('is let in by every call', () => {
    expect(report.session.map(({ status }) => status)).toEqual([200, 200, 200]);
    for (const { body } of report.session) {
      expect(body).toMatchObject({ principal: { kind: 'login_token' } });
    }
  });

  it('keeps one connection for all its calls, whatever credential they carry', () => {
    expect(sessionPorts).toHaveLength(1);
    expect(report.session_with_key.map(({ body }) => body)).toMatchObject([
      { principal: { kind: 'api_key' } },
      { principal: { kind: 'api_key' } },
    ]);
  });
});

describe('requests with something else than a key', () => {
  it.each([
    ['sample_text', 'credential_malformed', 'error="invalid_token"'],
    ['typing_error', 'credential_malformed', 'error="invalid_token"'],
    ['empty', 'credential_malformed', 'error="invalid_token"'],
  ])('is refused for what the string shows: %s', (call, code, challenge) => {
    expect(report[call]).toMatchObject({
      status: 401,
      body: { code, doc_url: expect.stringContaining(`/errors/${code}`) },
    });
    expect(report[call]?.headers['www-authenticate']).toContain(challenge);
  });

  it('is asked for a credential when it shows none', () => {
    expect(report['nothing']).toMatchObject({ status: 401, body: { code: 'credential_missing' } });
    expect(report['nothing']?.headers['www-authenticate']).not.toContain('error=');
  });
});
