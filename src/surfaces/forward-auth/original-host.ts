/** A registered name or an IPv4 address, or an IPv6 address in brackets; then a port. */
const HOST =
  /^([A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?\.?|\[[0-9A-Fa-f:.]+\])(?::([0-9]{1,5}))?$/;
/** A name as it is canonical already: words of lower case letters and digits, no port. */
const PLAIN = /^[a-z0-9]+(?:[.-][a-z0-9]+)*$/;
/** What clients leave out, and what no API has in its host. */
const IMPLIED_PORTS = new Set([80, 443]);

/**
 * The one spelling of a host, so that no other spelling of it is another host: lower case, without the
 * dot at its end and the ports that `http` and `https` imply.
 *
 * @returns null for what is not one host: a list, user information, a path, an empty label
 */
export function canonicalHost(text: string): string | null {
  if (PLAIN.test(text)) return text;
  const [, name = '', portText] = HOST.exec(text) ?? [];
  if (name === '' || name.includes('..')) return null;
  const host = name.toLowerCase().replace(/\.$/, '');
  if (portText === undefined) return host;
  const port = Number(portText);
  if (port < 1 || port > 65_535) return null;
  return IMPLIED_PORTS.has(port) ? host : `${host}:${port}`;
}
