/**
 * The algorithms of proofs. No RSA: each proof brings its own key, and what an RSA key costs to check is
 * for whoever made it to choose.
 */
export const DPOP_ALGORITHMS = ['ES256', 'Ed25519', 'EdDSA'] as const;
