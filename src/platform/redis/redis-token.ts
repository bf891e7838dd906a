/** Injection token of the connection: `Redis | null`. */
export const REDIS = Symbol('REDIS');
