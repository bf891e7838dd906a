/** The password of everybody who signs in to a test of OAuth, and where their clients are. */
export const PASSWORD = 'correct horse battery staple';
export const CALLBACK = 'https://client.example/callback';

/** The pair of RFC 7636 appendix B. */
export const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
export const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
