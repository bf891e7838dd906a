import { type ClaimsParameter, errors } from 'oidc-provider';

const SAML_CLASSES = 'urn:oasis:names:tc:SAML:2.0:ac:classes';

/**
 * The authentication context class of a sign-in here: a password, and whether the way to us was protected.
 * It is the classes of SAML (saml-authn-context-2.0 §3.4) that clients know; we have no more to assert.
 */
export function passwordClass(publicUrl: string): string {
  const isProtected = publicUrl.startsWith('https:');
  return `${SAML_CLASSES}:${isProtected ? 'PasswordProtectedTransport' : 'Password'}`;
}

/**
 * Refuses what no sign-in here could meet. The engine would ask for one sign-in after the other.
 *
 * @throws UnmetAuthenticationRequirements when `acr` is essential and none of its values can be had
 *   (OpenID Connect Core §5.5.1.1)
 */
export function requireObtainableClass({ id_token }: ClaimsParameter, offered: string): void {
  const wish = id_token?.['acr'];
  if (wish?.essential !== true) return;
  const { value, values } = wish as { readonly value?: unknown; readonly values?: unknown };
  const wanted: unknown[] = Array.isArray(values) ? values : value === undefined ? [] : [value];
  if (wanted.length === 0 || wanted.includes(offered)) return;
  throw new errors.UnmetAuthenticationRequirements(
    'none of the requested authentication context classes can be had here',
  );
}
