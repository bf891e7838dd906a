/** Names of query parameters that carry a credential or a part of one; `-` counts as `_`. */
const SECRET_PARAMETERS = new Set([
  'access_token',
  'api_key',
  'apihub_token',
  'apikey',
  'assertion',
  'authorization',
  'client_assertion',
  'client_secret',
  'code',
  'code_verifier',
  'device_code',
  'id_token',
  'id_token_hint',
  'key',
  'logout_token',
  'password',
  'refresh_token',
  'request_uri',
  'secret',
  'sk',
  'token',
  'user_code',
  'x_api_key',
]);

/**
 * A separator, a name and an equals sign, each also percent-encoded: a URL may stand in another's
 * parameter.
 */
const ASSIGNMENT =
  /(?:[?&;#]|%(?:25)*(?:3f|26|3b|23))((?:(?!%(?:25)*(?:3f|26|3b|23|3d))[^=&;?#])+)(?:=|%(?:25)*3d)/gi;
const END_OF_VALUE = /[&;#]|$/g;

/** Whether a member, header or parameter of that name holds a secret. */
export function isSecretName(name: string): boolean {
  const plain = decodeTwice(name).toLowerCase().replace(/\[.*$/, '').replaceAll('-', '_').trim();
  return SECRET_PARAMETERS.has(plain);
}

/**
 * A URL fit for a log: the values of credential parameters are replaced, however the name is encoded
 * and whichever separator stands before it. The rest is left byte for byte.
 */
export function redactUrl(url: string): string {
  if (!/[?;%#]/.test(url)) return url;
  let redacted = '';
  let position = 0;
  for (const match of url.matchAll(ASSIGNMENT)) {
    if (match.index < position || !isSecretName(match[1] ?? '')) continue;
    const start = match.index + match[0].length;
    redacted += `${url.slice(position, start)}[redacted]`;
    position = endOfValue(url, start);
  }
  return redacted + url.slice(position);
}

function endOfValue(url: string, start: number): number {
  END_OF_VALUE.lastIndex = start;
  return END_OF_VALUE.exec(url)?.index ?? url.length;
}

function decodeTwice(name: string): string {
  const once = decode(name);
  return once === name ? name : decode(once);
}

function decode(text: string): string {
  if (!/[%+]/.test(text)) return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
