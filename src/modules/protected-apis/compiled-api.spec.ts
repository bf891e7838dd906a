import { describe, expect, it } from 'vitest';
import { compileApi } from './compiled-api.js';
import { completeApi, type RouteRuleInput } from './protected-api.js';

const compile = (rule: RouteRuleInput) =>
  compileApi(completeApi({ name: 'orders', pathPrefix: '/orders', routes: [rule] }, 'http://h', 0));
const pointing = (pointer: string) =>
  expect.objectContaining({
    code: 'invalid_request',
    errors: [expect.objectContaining({ pointer })],
  });

describe('compileApi', () => {
  it.each(['items', '', '../x', '/a b', '/a?b', 'ordersX'])(
    'refuses the rule path "%s", which would never match what its author meant',
    (path) => {
      expect(() => compile({ methods: ['GET'], path, scopes: ['read'] })).toThrow(
        pointing('#/routes/0/path'),
      );
    },
  );

  it.each(['GETT', 'get,post', '', 'CONNECT', 'HEAD'])('refuses the method "%s"', (method) => {
    expect(() => compile({ methods: ['POST', method], path: '/x', scopes: [] })).toThrow(
      pointing('#/routes/0/methods/1'),
    );
  });

  it('takes methods in any case', () => {
    const api = compile({ methods: ['get'], path: '/x', scopes: ['read'] });
    expect(api.policyFor('GET', ['x'], 'strict').scopes).toEqual(['read']);
  });
});
