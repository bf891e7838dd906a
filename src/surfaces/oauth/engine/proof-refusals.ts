import type Provider from 'oidc-provider';
import type { errors, KoaContextWithOIDC } from 'oidc-provider';

/** What the engine notes for itself about a proof (RFC 9449), and what its maker is told. */
const REASONS: ReadonlyMap<unknown, string> = new Map([
  [
    'DPoP proof JWT not provided',
    'this client is given only tokens that are bound to a key: a DPoP proof is missing',
  ],
  ['DPoP proof JWT Replay detected', 'the DPoP proof was used before: make one for each request'],
  [
    'missing DPoP proof JWT',
    'the authorization request named a key with dpop_jkt: a DPoP proof of it is missing',
  ],
  [
    'DPoP proof key thumbprint does not match dpop_jkt',
    'the DPoP proof is made with another key than dpop_jkt names',
  ],
  [
    'failed jkt verification',
    'the DPoP proof is missing, or made with another key than the token is bound to',
  ],
]);

/**
 * Says why a grant is refused for its proof. The engine keeps the reason of every `invalid_grant` to
 * itself; of a proof it says nothing that its maker does not know.
 */
export function explainProofRefusals(provider: Provider): void {
  provider.on('grant.error', (ctx: KoaContextWithOIDC, error: errors.OIDCProviderError) => {
    const reason = REASONS.get(error.error_detail);
    if (reason !== undefined) ctx.body = { error: error.error, error_description: reason };
  });
}
