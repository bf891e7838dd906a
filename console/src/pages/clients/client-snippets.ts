import type { Snippet } from '../../components/snippets';
import { settings } from '../../settings';
import type { OAuthClient } from './client-data';

interface Values {
  readonly issuer: string;
  readonly id: string;
  /** Null: a public client. */
  readonly secret: string | null;
  readonly scope: string;
  readonly redirectUri: string;
  readonly isPosted: boolean;
}

/**
 * What a program of that kind writes, with everything that is known filled in.
 *
 * @param secret undefined: where it is not known, the name of a variable stands for it
 */
export function clientSnippets(client: OAuthClient, secret?: string): readonly Snippet[] {
  const method = client.token_endpoint_auth_method;
  const values: Values = {
    issuer: settings.publicUrl,
    id: client.client_id,
    secret: method === 'none' ? null : (secret ?? 'OSTIARY_CLIENT_SECRET'),
    scope: scopeOf(client),
    redirectUri: client.redirect_uris[0] ?? 'https://app.example.com/callback',
    isPosted: method === 'client_secret_post',
  };
  return client.kind === 'machine' ? machineSnippets(values) : codeSnippets(values);
}

function scopeOf({ kind, scope, machine_scope }: OAuthClient): string {
  const named = kind === 'machine' ? (machine_scope ?? '') : scope;
  return named
    .split(' ')
    .filter((name) => name !== '' && name !== '*')
    .join(' ');
}

function curlProof({ id, secret, isPosted }: Values): string {
  if (secret === null) return `-d client_id=${id}`;
  return isPosted ? `-d client_id=${id} -d client_secret='${secret}'` : `-u '${id}:${secret}'`;
}

function machineSnippets(values: Values): readonly Snippet[] {
  const { issuer, id, secret, scope, isPosted } = values;
  return [
    {
      name: 'curl',
      text: `curl ${curlProof(values)} \\
  -d grant_type=client_credentials --data-urlencode 'scope=${scope}' \\
  '${issuer}/oauth/token'`,
    },
    {
      name: 'Authlib',
      text: `from authlib.integrations.requests_client import OAuth2Session

client = OAuth2Session(
    "${id}",
    "${secret ?? ''}",
    scope="${scope}",
    token_endpoint_auth_method="${isPosted ? 'client_secret_post' : 'client_secret_basic'}",
)
client.fetch_token("${issuer}/oauth/token", grant_type="client_credentials")
print(client.get("${issuer}/credential").json())`,
    },
    {
      name: 'requests-oauthlib',
      text: `from oauthlib.oauth2 import BackendApplicationClient
from requests_oauthlib import OAuth2Session

session = OAuth2Session(client=BackendApplicationClient(client_id="${id}", scope="${scope}"))
session.fetch_token(
    token_url="${issuer}/oauth/token",
    client_id="${id}",
    client_secret="${secret ?? ''}",${isPosted ? '\n    include_client_id=True,' : ''}
)
print(session.get("${issuer}/credential").json())`,
    },
    {
      name: 'openid-client',
      text: `import * as client from 'openid-client';

const config = await client.discovery(
  new URL('${issuer}'),
  '${id}',
  undefined,
  ${proofInJavaScript(values)},${insecureOption(issuer)}
);
const tokens = await client.clientCredentialsGrant(config, { scope: '${scope}' });
console.log(tokens.access_token);`,
    },
    { name: 'Spring', text: springYaml(values, 'client_credentials') },
  ];
}

function codeSnippets(values: Values): readonly Snippet[] {
  const { issuer, id, secret, scope, redirectUri } = values;
  return [
    {
      name: 'curl',
      text: `# 1. A verifier, and its challenge (PKCE)
VERIFIER=$(openssl rand -hex 32)
CHALLENGE=$(printf %s "$VERIFIER" | openssl dgst -sha256 -binary | basenc --base64url | tr -d =)
# 2. Open this in a browser
echo "${issuer}/oauth/authorize?${query(values)}&code_challenge=$CHALLENGE&code_challenge_method=S256&state=$(openssl rand -hex 16)"
# 3. Exchange the code that comes back
curl ${curlProof(values)} \\
  -d grant_type=authorization_code -d code="$CODE" -d code_verifier="$VERIFIER" \\
  --data-urlencode 'redirect_uri=${redirectUri}' \\
  '${issuer}/oauth/token'`,
    },
    {
      name: 'Authlib',
      text: `from authlib.common.security import generate_token
from authlib.integrations.requests_client import OAuth2Session

client = OAuth2Session(
    "${id}",
    ${secret === null ? 'None' : `"${secret}"`},
    scope="${scope}",
    redirect_uri="${redirectUri}",
    token_endpoint_auth_method="${methodName(values)}",
    code_challenge_method="S256",
)
verifier = generate_token(48)
url, state = client.create_authorization_url("${issuer}/oauth/authorize", code_verifier=verifier)
print(url)
client.fetch_token(
    "${issuer}/oauth/token",
    authorization_response=input("Where were you sent back to? "),
    code_verifier=verifier,
)
print(client.get("${issuer}/oauth/userinfo").json())`,
    },
    {
      name: 'requests-oauthlib',
      text: `from requests_oauthlib import OAuth2Session

session = OAuth2Session(
    "${id}", redirect_uri="${redirectUri}", scope="${scope}", pkce="S256"
)
url, state = session.authorization_url("${issuer}/oauth/authorize")
print(url)
session.fetch_token(
    "${issuer}/oauth/token",
    authorization_response=input("Where were you sent back to? "),
    ${secret === null ? 'include_client_id=True' : `client_secret="${secret}"`},
)
print(session.get("${issuer}/oauth/userinfo").json())`,
    },
    { name: 'openid-client', text: codeInJavaScript(values) },
    { name: 'Spring', text: springYaml(values, 'authorization_code') },
  ];
}

function codeInJavaScript(values: Values): string {
  const { issuer, id, scope, redirectUri } = values;
  return `import * as client from 'openid-client';

const config = await client.discovery(
  new URL('${issuer}'),
  '${id}',
  undefined,
  ${proofInJavaScript(values)},${insecureOption(issuer)}
);
const verifier = client.randomPKCECodeVerifier();
const state = client.randomState();
const url = client.buildAuthorizationUrl(config, {
  redirect_uri: '${redirectUri}',
  scope: '${scope}',
  code_challenge: await client.calculatePKCECodeChallenge(verifier),
  code_challenge_method: 'S256',
  state,
});
// Send the browser to url.href; where it comes back, currentUrl is the address of that request.
const tokens = await client.authorizationCodeGrant(config, currentUrl, {
  pkceCodeVerifier: verifier,
  expectedState: state,
});
console.log(tokens.claims());`;
}

function query({ id, scope, redirectUri }: Values): string {
  return new URLSearchParams({
    response_type: 'code',
    client_id: id,
    redirect_uri: redirectUri,
    scope,
  }).toString();
}

function methodName({ secret, isPosted }: Values): string {
  if (secret === null) return 'none';
  return isPosted ? 'client_secret_post' : 'client_secret_basic';
}

function proofInJavaScript({ secret, isPosted }: Values): string {
  if (secret === null) return 'client.None()';
  return `client.ClientSecret${isPosted ? 'Post' : 'Basic'}('${secret}')`;
}

function insecureOption(issuer: string): string {
  return issuer.startsWith('http:') ? '\n  { execute: [client.allowInsecureRequests] },' : '';
}

function springYaml(values: Values, grant: string): string {
  const { issuer, id, secret, scope, redirectUri } = values;
  return `# application.yml
spring:
  security:
    oauth2:
      client:
        registration:
          ostiary:
            client-id: ${id}${secret === null ? '' : `\n            client-secret: '${secret}'`}
            client-authentication-method: ${methodName(values)}
            authorization-grant-type: ${grant}${grant === 'authorization_code' ? `\n            redirect-uri: '${redirectUri}'` : ''}
            scope: '${scope.split(' ').join(',')}'
        provider:
          ostiary:
            issuer-uri: ${issuer}`;
}
