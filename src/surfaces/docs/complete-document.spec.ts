import type { OpenAPIObject, OperationObject } from '@nestjs/swagger';
import { describe, expect, it } from 'vitest';
import type { OwnRoute } from '../../auth/index.js';
import type { Policy } from '../../kernel/policy.js';
import { completeDocument } from './complete-document.js';

const POLICY: Policy = {
  id: 'own',
  name: 'own',
  audience: 'https://auth.example.org',
  accept: new Set(['login_token']),
  queryKeyNames: [],
  anonymous: null,
  rateLimit: null,
  scopes: [],
  roles: [],
  roleStandsForScopes: false,
  crossOrigin: true,
};

const operation = (members: Partial<OperationObject> = {}): OperationObject => ({
  operationId: 'anything',
  responses: { 200: { description: '' } },
  ...members,
});

function complete(
  paths: OpenAPIObject['paths'],
  routes: readonly OwnRoute[] = [],
  otherPaths: OpenAPIObject['paths'] = {},
): OpenAPIObject {
  const scanned = { openapi: '3.1.0', info: { title: 'T', version: '1' }, paths };
  const security = {
    publicUrl: 'https://auth.example.org',
    signedTokenHeader: 'Apihub-Token',
    scopes: [],
  };
  return completeDocument(scanned, { routes, otherPaths, security });
}

describe('the completed document', () => {
  it('has no pages in it', () => {
    const { paths } = complete({
      '/': { get: operation() },
      '/errors/{code}': { get: operation() },
      '/setup': { post: operation() },
      '/pages/ostiary.css': { get: operation() },
      '/credential': { get: operation() },
    });

    expect(Object.keys(paths)).toEqual(['/credential']);
  });

  it('says of an open route that it needs nothing', () => {
    const routes: OwnRoute[] = [{ method: 'GET', path: '/livez', rule: 'public' }];

    const { paths } = complete({ '/livez': { get: operation() } }, routes);

    expect(paths['/livez']?.get?.security).toEqual([]);
    expect(paths['/livez']?.get?.responses).not.toHaveProperty('401');
  });

  it('reads who may call a route from its policy, not from what decorators say of it', () => {
    const routes: OwnRoute[] = [{ method: 'GET', path: '/admin/users/:user_id', rule: POLICY }];

    const { paths } = complete(
      { '/admin/users/{user_id}': { get: operation({ security: [{ oauth2: [] }] }) } },
      routes,
    );

    const shown = paths['/admin/users/{user_id}']?.get;
    expect(shown?.security).toEqual([{ login_token: [] }]);
    expect(Object.keys(shown?.responses ?? {})).toEqual(
      expect.arrayContaining(['200', '400', '401', '403', '404', '429', '503']),
    );
  });

  it('offers 409 where something is created, 413 and 415 where there is a body', () => {
    const body = { content: { 'application/json': { schema: { type: 'object' } } } };
    const { paths } = complete({
      '/admin/apps': {
        post: operation({ requestBody: body, responses: { 201: { description: '' } } }),
      },
    });

    const shown = paths['/admin/apps']?.post;
    expect(shown?.requestBody).toHaveProperty('required', true);
    expect(Object.keys(shown?.responses ?? {})).toEqual(
      expect.arrayContaining(['409', '413', '415']),
    );
  });

  it('lets a body be left out whose schema admits null', () => {
    const schema = { anyOf: [{ type: 'object' }, { type: 'null' }] };
    const body = { required: true, content: { 'application/json': { schema } } };

    const { paths, components } = complete({
      '/admin/apps': { post: operation({ operationId: 'rotate', requestBody: body }) },
    });

    expect(paths['/admin/apps']?.post?.requestBody).toHaveProperty('required', false);
    expect(components?.schemas?.['RotateRequest']).toEqual({ type: 'object' });
  });

  it('shows what is no controller’s as it is written, also where a controller has the path', () => {
    const { paths } = complete(
      { '/oauth/jwks': { get: operation({ operationId: 'ofController' }) } },
      [],
      { '/oauth/jwks': { get: operation({ operationId: 'getJwks' }) } },
    );

    expect(paths['/oauth/jwks']?.get?.operationId).toBe('getJwks');
  });

  it('names the model of an operation and refers to it from lists', () => {
    const app = { type: 'object', properties: { id: { type: 'string' } } };
    const page = { type: 'object', properties: { data: { type: 'array', items: app } } };
    const answering = (operationId: string, schema: object) =>
      operation({
        operationId,
        responses: { 200: { description: '', content: { 'application/json': { schema } } } },
      });

    const { paths, components } = complete({
      '/admin/apps': { get: answering('listApps', page) },
      '/admin/apps/{app_id}': { get: answering('getApp', app) },
    });

    expect(components?.schemas?.['App']).toEqual(app);
    expect(JSON.stringify(paths['/admin/apps'])).toContain('"$ref":"#/components/schemas/App"');
  });

  it('keeps no component that nothing uses', () => {
    const { components } = complete({ '/livez': { get: operation() } });

    expect(Object.keys(components?.schemas ?? {})).toEqual(['Live', 'Problem']);
    expect(components?.securitySchemes).toEqual({});
  });
});
