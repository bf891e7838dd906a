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
  environment: null,
  access: 'all',
  isPublic: false,
  anonymous: null,
  limits: null,
  totalLimits: [],
  scopes: [],
  roles: [],
  loginStandsForScopes: false,
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

  it('offers 409 where it is noted, 413 and 415 where there is a body', () => {
    const body = { content: { 'application/json': { schema: { type: 'object' } } } };
    const { paths } = complete({
      '/admin/apps': { post: operation({ requestBody: body }) },
      '/admin/users': { post: operation({ requestBody: body }) },
    });

    const statusesOf = (path: string) => Object.keys(paths[path]?.post?.responses ?? {});
    expect(paths['/admin/apps']?.post?.requestBody).toHaveProperty('required', true);
    expect(statusesOf('/admin/apps')).toEqual(expect.arrayContaining(['413', '415']));
    expect(statusesOf('/admin/apps')).not.toContain('409');
    expect(statusesOf('/admin/users')).toEqual(expect.arrayContaining(['409', '413', '415']));
  });

  it('offers 409 where an Idempotency-Key is taken, and describes it once', () => {
    const parameters = [{ name: 'Idempotency-Key', in: 'header', required: false }] as const;
    const { paths, components } = complete({
      '/admin/apps': { post: operation({ parameters: [...parameters] }) },
    });

    const post = paths['/admin/apps']?.post;
    expect(post?.responses).toHaveProperty('409');
    expect(post?.parameters).toEqual([{ $ref: '#/components/parameters/IdempotencyKey' }]);
    expect(components?.parameters).toHaveProperty('IdempotencyKey.name', 'Idempotency-Key');
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

  const answering = (operationId: string, schema: object, request?: object) =>
    operation({
      operationId,
      responses: { 200: { description: '', content: { 'application/json': { schema } } } },
      ...(request === undefined
        ? {}
        : { requestBody: { content: { 'application/json': { schema: request } } } }),
    });
  const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  const objectOf = (properties: object, more: object = {}) => ({
    type: 'object',
    properties,
    ...more,
  });

  it('names the model of an operation, and the page of a list of it', () => {
    const app = objectOf({ id: { type: 'string' } });
    const page = objectOf({ data: { type: 'array', items: app }, next_cursor: { type: 'string' } });

    const { paths, components } = complete({
      '/admin/apps': { get: answering('listApps', page) },
      '/admin/apps/{app_id}': { get: answering('getApp', app) },
    });

    expect(components?.schemas?.['App']).toEqual(app);
    expect(components?.schemas?.['AppPage']).toEqual(
      objectOf({ data: { type: 'array', items: ref('App') }, next_cursor: { type: 'string' } }),
    );
    expect(JSON.stringify(paths['/admin/apps'])).toContain(JSON.stringify(ref('AppPage')));
  });

  it('names a part once, with what requests may hold and without their refusal of more', () => {
    const shown = objectOf({ limit: { type: 'integer' }, window_seconds: { type: 'integer' } });
    const read = objectOf(
      { limit: { type: 'integer', minimum: 1 }, window_seconds: { type: 'integer' } },
      { additionalProperties: false },
    );
    const nullable = (schema: object) => ({ anyOf: [schema, { type: 'null' }] });

    const { components } = complete({
      '/admin/apps/{app_id}/api-keys/{key_id}': {
        get: answering('getApiKey', objectOf({ rate_limit: nullable(shown) })),
        patch: answering('updateApiKey', {}, objectOf({ rate_limit: nullable(read) })),
      },
    });

    expect(components?.schemas?.['Quota']).toEqual(objectOf(read.properties));
    const reference = objectOf({ rate_limit: nullable(ref('Quota')) });
    expect(components?.schemas?.['ApiKey']).toEqual(reference);
    expect(components?.schemas?.['UpdateApiKeyRequest']).toEqual(reference);
  });

  it('shows in an answer what its request can choose from', () => {
    const choices = { type: 'string', enum: ['a', 'b'] };
    const request = objectOf({ grant_types: { type: 'array', items: choices }, method: choices });
    const text = { type: 'string' };
    const client = objectOf({ grant_types: { type: 'array', items: text }, method: text, id: text });

    const { components } = complete({
      '/admin/apps/{app_id}/oauth-clients': {
        post: answering('createOAuthClient', { ...client, description: 'new' }, request),
      },
      '/admin/apps/{app_id}/oauth-clients/{client_id}': { get: answering('getOAuthClient', client) },
    });

    const expected = objectOf({ ...request.properties, id: text });
    expect(components?.schemas?.['OAuthClient']).toEqual(expected);
    expect(components?.schemas?.['RegisteredOAuthClient']).toEqual({
      ...expected,
      description: 'new',
    });
  });

  it('keeps no component that nothing uses', () => {
    const { components } = complete({ '/livez': { get: operation() } });

    expect(Object.keys(components?.schemas ?? {})).toEqual(['Live', 'Problem', 'FieldError']);
    expect(components?.securitySchemes).toEqual({});
  });
});
