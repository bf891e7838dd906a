import { AppError } from '../../../kernel/errors/index.js';

/**
 * A name for a comment. Beside line breaks it loses what means something inside the comments of some
 * configuration: `\` continues a line for Apache, `{$…}` is a variable for Caddy, `{{…}}` a template for
 * Traefik.
 */
export function commentText(text: string): string {
  return text.replace(/[^\p{L}\p{M}\p{N} \-_.,:()/+&']/gu, '?');
}

/**
 * A text for a place where it is neither quoted nor escaped.
 *
 * @param what it is, for the refusal
 * @throws AppError `conflict` when some configuration would read more out of it than the text
 */
export function plainText(text: string, allowed: RegExp, what: string): string {
  if (allowed.test(text)) return text;
  throw new AppError('conflict', {
    detail: `${what} holds characters that mean something in the configuration of proxies. Change it, or use the gateway.`,
  });
}
