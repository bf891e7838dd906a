const DAY_MS = 86_400_000;
const SECURITY_TEXT_DAYS = 180;

/** `/llms.txt`: what a program that reads text should know of this server. */
export function llmsText(publicUrl: string): string {
  return `# Ostiary

> The doorkeeper of the APIs at ${publicUrl}: it issues credentials, checks them on every call and explains every refusal.

Send exactly one credential per request: an API key as \`X-API-Key: <key>\`, or a token as \`Authorization: Bearer <token>\`.
A refusal is \`application/problem+json\` with a stable \`code\`; its \`doc_url\` explains it. Respect \`Retry-After\`.

## Documentation

- [OpenAPI 3.1](${publicUrl}/openapi.json): every endpoint, for machines
- [API reference](${publicUrl}/docs): the same, to try out
- [Error codes](${publicUrl}/errors): what each refusal means and what to do
- [OpenID discovery](${publicUrl}/.well-known/openid-configuration): the OAuth and OpenID Connect endpoints

## Good to know

- \`GET ${publicUrl}/credential\` tells what the server knows of the credential that you send
- \`GET ${publicUrl}/decisions/<X-Request-Id of the answer>\` tells why a call was refused, check by check
- \`POST ${publicUrl}/doctor\` with \`{"request": "<curl line, headers or token>"}\` tells what is wrong with a pasted call
- \`POST ${publicUrl}/login\` exchanges a username and a password for a token
`;
}

/** `/.well-known/security.txt` (RFC 9116). */
export function securityText(publicUrl: string, nowMs: number): string {
  const today = Math.floor(nowMs / DAY_MS) * DAY_MS;
  const expires = new Date(today + SECURITY_TEXT_DAYS * DAY_MS).toISOString();
  return [
    `Contact: ${publicUrl}/#security`,
    `Expires: ${expires}`,
    'Preferred-Languages: en, zh',
    `Canonical: ${publicUrl}/.well-known/security.txt`,
    '',
  ].join('\n');
}
