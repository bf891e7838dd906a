import { describe, expect, it } from 'vitest';
import { SELF_REGISTERED_APP_ID } from '../../kernel/client-ids.js';
import type { Verified } from '../../kernel/decision.js';
import { NO_LIMITS } from '../../kernel/limits.js';
import type { Principal } from '../../kernel/principal.js';
import { mayRead } from './decision-access.js';
import type { ProvedHolder } from './decision-report.js';

const KEY: ProvedHolder = {
  kind: 'api_key',
  credentialId: 'key_1',
  appId: 'app_1',
  ownerId: 'usr_owner',
  subject: 'app_1',
};
const USERS_TOKEN: ProvedHolder = {
  kind: 'access_token',
  credentialId: 'cli_1',
  appId: 'app_1',
  ownerId: 'usr_owner',
  subject: 'usr_ann',
};
const PERSON: ProvedHolder = { ...USERS_TOKEN, kind: 'person_token', credentialId: 'acc_1' };

function viewer(principal: Partial<Principal>): Verified {
  return {
    principal: {
      kind: 'api_key',
      subject: 'app_1',
      appId: 'app_1',
      credentialId: 'key_1',
      scopes: [],
      roles: [],
      groups: [],
      expiresAt: null,
      ...principal,
    },
    ...{ ownerId: null, ipAllowlist: null, originAllowlist: null, limits: NO_LIMITS },
    ...{ audiences: null, jkt: null, validUntil: null, tags: [] },
  };
}
const signIn = (subject: string, roles: string[] = []) =>
  viewer({ kind: 'login_token', subject, appId: null, credentialId: 'ses_1', roles });
const userToken = (subject: string, credentialId = 'cli_1') =>
  viewer({ kind: 'access_token', subject, credentialId });

describe('a decision may be read by', () => {
  it.each<[string, Verified, ProvedHolder | null]>([
    ['the credential itself', viewer({}), KEY],
    ['another key of the app', viewer({ credentialId: 'key_2' }), KEY],
    ['a token that the app signed', viewer({ kind: 'app_token', credentialId: 'acc_9' }), KEY],
    ['the token of a client for itself', userToken('cli_7', 'cli_7'), KEY],
    ['the owner of the app, signed in', signIn('usr_owner'), KEY],
    ['the user whom a token speaks for, signed in', signIn('usr_ann'), USERS_TOKEN],
    ['a newer token of the same client and user', userToken('usr_ann'), USERS_TOKEN],
    ['an administrator', signIn('usr_root', ['admin']), KEY],
    ['an administrator, when nothing was proved', signIn('usr_root', ['admin']), null],
    [
      'a key of another app with admin:decisions',
      viewer({ appId: 'app_2', credentialId: 'key_2', scopes: ['admin:decisions'] }),
      null,
    ],
    [
      'a key with admin:*',
      viewer({ appId: 'app_2', credentialId: 'key_2', scopes: ['admin:*'] }),
      null,
    ],
  ])('%s', (_who, who, holder) => {
    expect(mayRead(who, holder)).toBe(true);
  });
});

describe('a decision may not be read by', () => {
  it.each<[string, Verified, ProvedHolder | null]>([
    [
      'a key of another app',
      viewer({ appId: 'app_2', subject: 'app_2', credentialId: 'key_2' }),
      KEY,
    ],
    ['anybody, when nothing was proved', viewer({}), null],
    ['another user, signed in', signIn('usr_bob'), USERS_TOKEN],
    ['the token of another user of the same client', userToken('usr_bob'), USERS_TOKEN],
    [
      'the token of a user of another client of the app',
      userToken('usr_ann', 'cli_2'),
      USERS_TOKEN,
    ],
    ['the token of a user, about a key of the app', userToken('usr_ann'), KEY],
    [
      'the token of another person of the same app',
      viewer({ kind: 'person_token', credentialId: 'acc_1', subject: 'p2' }),
      PERSON,
    ],
    ['a user whom an app calls by that name', signIn('usr_ann'), { ...PERSON, ownerId: null }],
    [
      'another client that strangers registered',
      viewer({
        kind: 'access_token',
        appId: SELF_REGISTERED_APP_ID,
        subject: 'cli_8',
        credentialId: 'cli_8',
      }),
      { ...USERS_TOKEN, appId: SELF_REGISTERED_APP_ID },
    ],
    [
      'a role that an app asserts',
      viewer({ kind: 'person_token', appId: 'app_2', credentialId: 'acc_2', roles: ['admin'] }),
      KEY,
    ],
    [
      'the delegated token of somebody who is no administrator',
      {
        ...userToken('usr_bob', 'cli_2'),
        principal: { ...userToken('usr_bob', 'cli_2').principal, scopes: ['admin:decisions'] },
      },
      KEY,
    ],
  ])('%s', (_who, who, holder) => {
    expect(mayRead(who, holder)).toBe(false);
  });
});
