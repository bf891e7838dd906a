import { describe, expect, it } from 'vitest';
import { AppError } from '../../kernel/errors/index.js';
import { registrationOf } from './client-registration.js';
import type { ClientMetadata } from './oauth-client.js';

const web: ClientMetadata = {
  client_name: 'Shop front',
  redirect_uris: ['https://shop.example/callback'],
  grant_types: ['authorization_code', 'refresh_token'],
  scope: 'read write',
  token_endpoint_auth_method: 'client_secret_basic',
};

function pointersOf(metadata: ClientMetadata): string[] {
  try {
    registrationOf(metadata);
    return [];
  } catch (error) {
    return error instanceof AppError ? error.errors.map(({ pointer }) => pointer) : ['other'];
  }
}

describe('registrationOf', () => {
  it('takes the five members that everybody registers and asks for no PKCE', () => {
    expect(registrationOf(web)).toEqual({
      clientName: 'Shop front',
      kind: 'web',
      redirectUris: ['https://shop.example/callback'],
      postLogoutRedirectUris: [],
      grantTypes: ['authorization_code', 'refresh_token'],
      scope: 'read write',
      machineScope: null,
      resources: null,
      introspection: 'own',
      tokenEndpointAuthMethod: 'client_secret_basic',
      jwks: null,
      jwksUri: null,
      applicationType: 'web',
      requirePkce: false,
      dpopBoundAccessTokens: false,
      requirePushedAuthorizationRequests: false,
      clientUri: null,
      logoUri: null,
      policyUri: null,
      tosUri: null,
    });
  });

  it('fills in a client for sign-in from its redirect URI alone', () => {
    const metadata = { client_name: 'A', redirect_uris: ['com.example.app:/callback'] };
    expect(registrationOf(metadata)).toMatchObject({
      grantTypes: ['authorization_code', 'refresh_token'],
      scope: 'openid profile email',
      tokenEndpointAuthMethod: 'client_secret_basic',
      applicationType: 'native',
    });
  });

  it('fills in a machine client from its name alone', () => {
    expect(registrationOf({ client_name: 'A' })).toMatchObject({
      grantTypes: ['client_credentials'],
      scope: '',
    });
  });

  it('binds a public client to PKCE', () => {
    const publicClient = { ...web, token_endpoint_auth_method: 'none' as const };
    expect(registrationOf(publicClient).requirePkce).toBe(true);
    expect(pointersOf({ ...publicClient, require_pkce: false })).toEqual(['#/require_pkce']);
  });

  it('keeps the PKCE that a confidential client asks for', () => {
    expect(registrationOf({ ...web, require_pkce: true }).requirePkce).toBe(true);
  });

  it.each<[string, Partial<ClientMetadata>, string[]]>([
    ['no name', { client_name: '  ' }, ['#/client_name']],
    ['a long name', { client_name: 'x'.repeat(201) }, ['#/client_name']],
    ['a control character in the name', { client_name: 'Shop\u0000' }, ['#/client_name']],
    ['half a character in the name', { client_name: 'Shop\ud800' }, ['#/client_name']],
    ['a control character in a link', { client_uri: 'https://a.example/\u0000' }, ['#/client_uri']],
    ['a space in a link', { logo_uri: 'https://a.example/ logo' }, ['#/logo_uri']],
    ['no grant type', { grant_types: [] }, ['#/grant_types']],
    ['no redirect URI for codes', { redirect_uris: [] }, ['#/redirect_uris']],
    [
      'a bad redirect URI',
      { redirect_uris: ['x', 'https://a.example/#f'] },
      ['#/redirect_uris/0', '#/redirect_uris/1'],
    ],
    [
      'a bad logout URI',
      { post_logout_redirect_uris: ['javascript:1'] },
      ['#/post_logout_redirect_uris/0'],
    ],
    ['refreshing without codes', { grant_types: ['refresh_token'] }, ['#/grant_types']],
    [
      'machine tokens for a public client',
      { grant_types: ['client_credentials'], token_endpoint_auth_method: 'none' },
      ['#/grant_types'],
    ],
    ['a bad scope', { scope: 'a"b' }, ['#/scope']],
    ['a huge scope', { scope: 'x'.repeat(4001) }, ['#/scope']],
    [
      'a private scheme for a web app',
      {
        application_type: 'web',
        redirect_uris: ['com.example.app:/callback'],
      },
      ['#/redirect_uris/0'],
    ],
  ])('refuses %s, naming the member', (_name, changes, pointers) => {
    expect(pointersOf({ ...web, ...changes })).toEqual(pointers);
  });

  it('names everything that is wrong at once', () => {
    expect(pointersOf({ ...web, client_name: '', scope: '\\' })).toEqual([
      '#/client_name',
      '#/scope',
    ]);
  });

  it('keeps each value once', () => {
    const metadata = {
      ...web,
      scope: 'read read',
      redirect_uris: [...(web.redirect_uris ?? []), ...(web.redirect_uris ?? [])],
    };
    expect(registrationOf(metadata)).toMatchObject({
      scope: 'read',
      redirectUris: ['https://shop.example/callback'],
    });
  });
});
