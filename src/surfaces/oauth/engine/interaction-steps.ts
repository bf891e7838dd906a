import { type Client, interactionPolicy } from 'oidc-provider';

const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** When a person has to be asked something, beyond what the engine knows by itself. */
export function interactionSteps(): interactionPolicy.DefaultPolicy {
  const steps = interactionPolicy.base();
  const { Check } = interactionPolicy;
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
 * Whether an earlier consent counts for nothing. Any app on a device can pose as a public client there,
 * and be given the code at a loopback or private-use address (RFC 8252 §8.6). The engine itself asks
 * each time for clients that are registered as native.
 */
export function asksEachTime(client: Client, redirectUri: string): boolean {
  if (client.applicationType === 'native') return true;
  return client.clientAuthMethod === 'none' && isOnDevice(redirectUri);
}

function isOnDevice(redirectUri: string): boolean {
  const parsed = URL.parse(redirectUri);
  if (parsed === null) return true;
  const { hostname, protocol } = parsed;
  return (protocol !== 'https:' && protocol !== 'http:') || LOOPBACK_HOSTS.has(hostname);
}
