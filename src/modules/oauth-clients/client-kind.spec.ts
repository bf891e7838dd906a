import { describe, expect, it } from 'vitest';
import { AppError } from '../../kernel/errors/index.js';
import { registrationOf } from './client-registration.js';
import type { ClientMetadata } from './oauth-client.js';

const https = 'https://shop.example/callback';
const loopback = 'http://127.0.0.1/callback';
const ownScheme = 'com.example.app:/callback';
const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code' as const;

const of = (metadata: Partial<ClientMetadata>) => registrationOf({ client_name: 'A', ...metadata });

function pointersOf(metadata: Partial<ClientMetadata>): string[] {
  try {
    of(metadata);
    return [];
  } catch (error) {
    return error instanceof AppError ? error.errors.map(({ pointer }) => pointer) : ['other'];
  }
}

describe('the kind of a client', () => {
  it.each<[ClientMetadata['kind'], Partial<ClientMetadata>, object]>([
    [
      'web',
      { redirect_uris: [https] },
      {
        grantTypes: ['authorization_code', 'refresh_token'],
        tokenEndpointAuthMethod: 'client_secret_basic',
        applicationType: 'web',
        requirePkce: false,
        scope: 'openid profile email',
      },
    ],
    [
      'spa',
      { redirect_uris: [https] },
      { tokenEndpointAuthMethod: 'none', applicationType: 'web', requirePkce: true },
    ],
    [
      'native',
      { redirect_uris: [ownScheme, loopback] },
      { tokenEndpointAuthMethod: 'none', applicationType: 'native', requirePkce: true },
    ],
    [
      'machine',
      {},
      {
        grantTypes: ['client_credentials'],
        tokenEndpointAuthMethod: 'client_secret_basic',
        scope: '',
      },
    ],
    [
      'mcp',
      { redirect_uris: [loopback, https] },
      {
        grantTypes: ['authorization_code', 'refresh_token'],
        tokenEndpointAuthMethod: 'none',
        applicationType: 'native',
        requirePkce: true,
        scope: '*',
      },
    ],
  ])('fills in %s', (kind, given, expected) => {
    expect(of({ kind, ...given })).toMatchObject({ kind, ...expected });
  });

  it.each<[string, Partial<ClientMetadata>, string[]]>([
    [
      'a web client without a proof',
      { kind: 'web', redirect_uris: [https], token_endpoint_auth_method: 'none' },
      ['#/token_endpoint_auth_method'],
    ],
    [
      'a web client that signs nobody in',
      { kind: 'web', grant_types: ['client_credentials'] },
      ['#/grant_types'],
    ],
    [
      'a program in a browser that keeps a secret',
      { kind: 'spa', redirect_uris: [https], token_endpoint_auth_method: 'client_secret_post' },
      ['#/token_endpoint_auth_method'],
    ],
    [
      'a native app of type web',
      { kind: 'native', redirect_uris: [loopback], application_type: 'web' },
      ['#/application_type'],
    ],
    [
      'a machine that people are sent back to',
      { kind: 'machine', redirect_uris: [https] },
      ['#/redirect_uris'],
    ],
    [
      'a machine that signs people in',
      { kind: 'machine', grant_types: ['client_credentials', deviceGrant] },
      ['#/grant_types'],
    ],
    [
      'a machine without a proof',
      { kind: 'machine', token_endpoint_auth_method: 'none' },
      ['#/grant_types', '#/token_endpoint_auth_method'],
    ],
    [
      'an MCP client with a scheme of its own',
      { kind: 'mcp', redirect_uris: [https, ownScheme] },
      ['#/redirect_uris/1'],
    ],
  ])('refuses %s, naming the member', (_name, metadata, pointers) => {
    expect(pointersOf(metadata)).toEqual(pointers);
  });

  it.each<[ClientMetadata['kind'], Partial<ClientMetadata>]>([
    ['web', { redirect_uris: [https] }],
    ['spa', { redirect_uris: [https], token_endpoint_auth_method: 'none' }],
    ['native', { redirect_uris: [ownScheme] }],
    ['native', { grant_types: [deviceGrant], application_type: 'native' }],
    ['machine', {}],
    ['machine', { grant_types: ['client_credentials'], redirect_uris: [https] }],
  ])('is told to be %s from the rest when it is not named', (kind, metadata) => {
    expect(of(metadata).kind).toBe(kind);
  });

  it('stays while a change fits it, and follows a change that does not', () => {
    const { kind } = of({ kind: 'mcp', redirect_uris: [loopback] });
    const changed = { client_name: 'A', redirect_uris: [loopback], application_type: 'native' };
    const method = { token_endpoint_auth_method: 'none' } as const;
    expect(registrationOf({ ...changed, ...method } as ClientMetadata, kind).kind).toBe('mcp');
    const own = { ...changed, ...method, redirect_uris: [ownScheme] } as ClientMetadata;
    expect(registrationOf(own, kind).kind).toBe('native');
  });
});

describe('what a client may have as itself', () => {
  const machine = { kind: 'machine', scope: 'read write' } as const;

  it.each<[string, Partial<ClientMetadata>, string]>([
    ['a client that does not act as itself', { kind: 'web', redirect_uris: [https] }, ''],
    ['any scope', { kind: 'machine', machine_scope: '*' }, 'named scope by scope'],
  ])('cannot be given to %s', (_name, metadata) => {
    expect(pointersOf({ machine_scope: 'read', ...metadata })).toEqual(['#/machine_scope']);
  });

  it('is kept as it was registered', () => {
    expect(of({ ...machine, machine_scope: 'read' }).machineScope).toBe('read');
    expect(of(machine).machineScope).toBeNull();
  });

  it.each<[string, Partial<ClientMetadata>, string[]]>([
    ['an empty list of resources', { resources: [] }, ['#/resources']],
    [
      'asking for everybody without a proof',
      { kind: 'spa', redirect_uris: [https], introspection: 'any' },
      ['#/introspection'],
    ],
    ['private_key_jwt without keys', { token_endpoint_auth_method: 'private_key_jwt' }, ['#/jwks']],
    ['keys over http', { jwks_uri: 'http://127.0.0.1/jwks' }, ['#/jwks_uri']],
    [
      'keys twice',
      { jwks_uri: 'https://a.example/jwks', jwks: { keys: [] } },
      ['#/jwks_uri', '#/jwks'],
    ],
    ['a shared key', { jwks: { keys: [{ kty: 'oct', k: 'AAAA' }] } }, ['#/jwks']],
    ['a key that is none', { jwks: { keys: [{ kty: 'RSA', n: 'x', e: 'AQAB' }] } }, ['#/jwks']],
    ['a script as a home page', { client_uri: 'javascript:alert(1)' }, ['#/client_uri']],
    ['a logo over http', { logo_uri: 'http://a.example/logo.png' }, ['#/logo_uri']],
  ])('refuses %s, naming the member', (_name, metadata, pointers) => {
    expect(pointersOf(metadata)).toEqual(pointers);
  });
});
