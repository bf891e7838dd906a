import { type Client, errors, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import { CONSOLE_CLIENT_ID } from '../../../kernel/client-ids.js';
import { parseCompactJws } from '../../../kernel/compact-jws.js';

const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** When a person has to be asked something, beyond what the engine knows by itself. */
export function interactionSteps(): interactionPolicy.DefaultPolicy {
  const steps = interactionPolicy.base();
  const { Check, Prompt } = interactionPolicy;
  // There is no list of accounts to choose from: whoever signs in has chosen.
  steps.add(new Prompt({ name: 'select_account', requestable: true }), 0);
  steps.get('login')?.checks.add(
    new Check('another_account', 'another person signed in than was asked for', ({ oidc }) => {
      if (oidc.result?.login === undefined) return false;
      const isMeant = askedSubjects(oidc).every((subject) => subject === oidc.session?.accountId);
      if (isMeant) return false;
      // OpenID Connect Core §3.1.2.1, id_token_hint
      throw new errors.LoginRequired('another person signed in than the request asks for');
    }),
    0,
  );
  steps.get('login')?.checks.add(
    // A session may outlive its user: then somebody has to sign in before anything else is asked.
    new Check('account_gone', 'the account of the session is gone or disabled', ({ oidc }) => {
      return oidc.session?.accountId !== undefined && oidc.account === undefined;
    }),
  );
  steps.get('consent')?.checks.add(
    new Check(
      'client_unproved',
      'an app that cannot prove who it is needs consent each time',
      'interaction_required',
      ({ oidc: { client, params, result, deviceCode } }) => {
        if (client === undefined || result?.consent !== undefined) return false;
        // Consent to one device says nothing of the next one, wherever that may be (RFC 8628 §5.4).
        return deviceCode !== undefined || asksEachTime(client, String(params?.['redirect_uri']));
      },
    ),
  );
  return steps;
}

/**
 * Whom the request is for, as far as it says: the person of its hint, and of the claim `sub`. The hint was
 * proved when the request came; the engine does not look at it again after a sign-in.
 */
function askedSubjects({ claims, params }: KoaContextWithOIDC['oidc']): unknown[] {
  const hint = params?.['id_token_hint'];
  const hinted = typeof hint === 'string' ? parseCompactJws(hint).claims['sub'] : undefined;
  const { value } = (claims.id_token?.['sub'] ?? {}) as { readonly value?: unknown };
  return [hinted, value].filter((subject) => subject !== undefined);
}

/**
 * Whether an earlier consent counts for nothing. Any app on a device can pose as a public client there,
 * and be given the code at a loopback or private-use address (RFC 8252 §8.6). The engine itself asks
 * each time for clients that are registered as native.
 */
export function asksEachTime(client: Client, redirectUri: string): boolean {
  // The console's address is that of this server: whoever could take its codes there could as well take our
  // sessions.
  if (client.clientId === CONSOLE_CLIENT_ID) return false;
  if (client.applicationType === 'native') return true;
  return client.clientAuthMethod === 'none' && isOnDevice(redirectUri);
}

function isOnDevice(redirectUri: string): boolean {
  const parsed = URL.parse(redirectUri);
  if (parsed === null) return true;
  const { hostname, protocol } = parsed;
  return (protocol !== 'https:' && protocol !== 'http:') || LOOPBACK_HOSTS.has(hostname);
}
