import type { WrongCallsWorld } from './world.js';

type Text = string | ((w: WrongCallsWorld) => string);

/** A call that somebody got wrong, and all that its caller is told. */
export interface WrongCall {
  readonly call: string;
  /** Default: GET. */
  readonly method?: string;
  /** Default: `/orders/1`. `KEY` stands for a good key. */
  readonly target?: string;
  readonly headers: (w: WrongCallsWorld) => readonly string[];
  readonly status: number;
  readonly code: string;
  readonly detail: Text;
  readonly hint: Text;
}

export const auth = (value: string): string[] => [`Authorization: ${value}`];
export const key = (value: string): string[] => [`X-API-Key: ${value}`];
export const signedToken = (value: string): string[] => [`Apihub-Token: ${value}`];

/** A token of any header and claims that nobody has signed. */
export function unsigned(header: object, claims: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part(header)}.${part(claims)}.AAAA`;
}

export function textOf(text: Text, w: WrongCallsWorld): string {
  return typeof text === 'string' ? text : text(w);
}
