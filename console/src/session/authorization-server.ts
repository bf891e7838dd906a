import * as oauth from 'oauth4webapi';
import { settings } from '../settings';

/** What this server announces in its metadata (RFC 8414), as far as the console asks for it. */
export const authorizationServer: oauth.AuthorizationServer = {
  issuer: settings.publicUrl,
  authorization_endpoint: `${settings.publicUrl}/oauth/authorize`,
  token_endpoint: `${settings.publicUrl}/oauth/token`,
  revocation_endpoint: `${settings.publicUrl}/oauth/revoke`,
  pushed_authorization_request_endpoint: `${settings.publicUrl}/oauth/par`,
  end_session_endpoint: `${settings.publicUrl}/oauth/logout`,
  authorization_response_iss_parameter_supported: true,
};

/** How the library calls it. */
export const callOptions = {
  // Without cookies; and browsers would ask for a name and a password where a secret is refused.
  [oauth.customFetch]: (url: string, init: RequestInit) =>
    fetch(url, { ...init, credentials: 'omit' }),
  // It speaks https only, unless it is told that the server is on the same machine.
  ...(settings.publicUrl.startsWith('http:') ? { [oauth.allowInsecureRequests]: true } : {}),
};
