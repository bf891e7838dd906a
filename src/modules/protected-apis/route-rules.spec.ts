import { describe, expect, it } from 'vitest';
import { checkContradictions } from './api-contradictions.js';
import { compileApi } from './compiled-api.js';
import { completeApi, type ProtectedApiInput, type RouteRuleInput } from './protected-api.js';
import { checkReachable } from './route-rules.js';

const rule = (path: string, methods = ['GET'], scopes = ['s']): RouteRuleInput => ({
  path,
  methods,
  scopes,
});
const record = (input: Partial<ProtectedApiInput>) =>
  completeApi({ name: 'orders', pathPrefix: '/orders', ...input }, 'http://h', 0);
const pointing = (pointer: string) =>
  expect.objectContaining({
    code: 'invalid_request',
    errors: [expect.objectContaining({ pointer })],
  });

describe('rules that never take effect', () => {
  it.each([
    [[rule('/**'), rule('/admin/*')], 1],
    [[rule('/{id}'), rule('/all')], 1],
    [[rule('/a'), rule('/b'), rule('/a')], 2],
    [[rule('/a/*'), rule('/a/b/**')], 1],
    [[rule('/a/**'), rule('/a')], 1],
    [[rule('/x', ['*']), rule('/x', ['GET', 'POST'])], 1],
    [[rule('/x', ['GET']), rule('/x', ['POST']), rule('/x', ['GET', 'POST'])], 2],
    [[rule('/orders/x'), rule('/x')], 1],
  ])('are refused: %j', (rules, position) => {
    expect(() => checkReachable(rules, ['/orders'])).toThrow(pointing(`#/routes/${position}`));
  });

  it.each([
    [[rule('/admin/*'), rule('/**')]],
    [[rule('/all'), rule('/{id}')]],
    [[rule('/x', ['GET']), rule('/x', ['GET', 'POST'])]],
    [[rule('/x', ['GET']), rule('/x', ['*'])]],
    [[rule('/a/*'), rule('/a/**')]],
    [[rule('/a/{b}/c'), rule('/a/b/*')]],
    [[rule('/{a}/b'), rule('/{a}/{b}')]],
  ])('are not those that still match something: %j', (rules) => {
    expect(() => checkReachable(rules, ['/orders'])).not.toThrow();
  });

  it('are found among 5,000', () => {
    const many = Array.from({ length: 5_000 }, (_, i) => rule(`/r${i}/{id}`));
    expect(() => checkReachable(many, ['/orders'])).not.toThrow();
    expect(() => checkReachable([...many, rule('/r77/x')], ['/orders'])).toThrow(
      pointing('#/routes/5000'),
    );
  });
});

describe('a rule', () => {
  it('holds under every prefix of its API, also when it is written with one of them', () => {
    const api = compileApi(
      record({ pathAliases: ['/other'], routes: [rule('/orders/admin/*', ['GET'], ['admin'])] }),
    );
    expect(api.policyFor('GET', ['admin', 'x'], 'strict').scopes).toEqual(['admin']);
  });

  it('opens its path to everybody when it is public, and asks for no grant there', () => {
    const api = compileApi(
      record({
        access: 'granted',
        routes: [{ methods: ['GET'], path: '/status', scopes: [], public: true }],
      }),
    );
    expect(api.policyFor('GET', ['status'], 'strict')).toMatchObject({
      isPublic: true,
      access: 'all',
      anonymous: null,
    });
    expect(api.policyFor('GET', ['else'], 'strict').access).toBe('granted');
  });

  it('takes the kinds that it names in place of the API’s, and then nobody without a credential', () => {
    const api = compileApi(
      record({
        accept: ['api_key'],
        anonymous: { limit: 1, windowSeconds: 60 },
        routes: [{ ...rule('/x'), accept: ['access_token'] }],
      }),
    );
    const policy = api.policyFor('GET', ['x'], 'strict');
    expect([[...policy.accept], policy.anonymous]).toEqual([['access_token'], null]);
  });

  it('shares its policy with rules that ask for the same', () => {
    const api = compileApi(
      record({ routes: [rule('/Abc'), rule('/abc'), rule('/x', ['GET'], [])] }),
    );
    const policy = (path: string) => api.policyFor('GET', [path], 'strict');
    expect(policy('Abc')).toBe(policy('abc'));
    expect(policy('x')).not.toBe(policy('abc'));
  });
});

describe('members that contradict each other', () => {
  const publicRule = { methods: ['GET'], path: '/x', scopes: [] as string[], public: true };
  const anonymous = { limit: 1, windowSeconds: 60 };
  it.each<[string, Partial<ProtectedApiInput>]>([
    ['#/accept', { accept: [] }],
    ['#/scopes/1/name', { scopes: ['r', 'r'].map((name) => ({ name, description: '' })) }],
    ['#/query_key', { queryKey: true, accept: ['access_token'] }],
    ['#/query_key_name', { queryKeyName: 'k' }],
    ['#/environment', { environment: 'live', accept: ['login_token'] }],
    ['#/anonymous', { access: 'granted', anonymous }],
    ['#/access', { access: 'granted', accept: ['login_token'] }],
    [
      '#/routes/0/accept',
      { access: 'granted', routes: [{ ...rule('/x'), accept: ['login_token'] }] },
    ],
    ['#/routes/0/accept', { routes: [{ ...rule('/x'), accept: [] }] }],
    ['#/routes/0/scopes', { routes: [{ ...publicRule, scopes: ['r'] }] }],
    ['#/routes/0/accept', { routes: [{ ...publicRule, accept: ['api_key'] }] }],
  ])('are refused at %s: %j', (pointer, input) => {
    expect(() => checkContradictions(record(input))).toThrow(pointing(pointer));
  });
});
