/** What a reader learns first. Markdown. */
export function descriptionOf(publicUrl: string, signedTokenHeader: string): string {
  return `One server at the door of your APIs. It issues what API consumers call with, checks it on every call, and explains every refusal.

**Five ways in, one decision.** Present exactly one credential:

| Credential | Where you get it | How you present it |
|---|---|---|
| API key | from the owner of the app | \`X-API-Key: <key>\` or \`Authorization: Bearer <key>\` |
| Access token | \`POST /oauth/token\` | \`Authorization: Bearer <jwt>\` |
| Login token | \`POST /login\` | \`Authorization: Bearer <jwt>\` |
| Signed token | you sign it: HS256, with the SK of an access key | \`${signedTokenHeader}: <jwt>\` |
| Nothing | | where an API allows anonymous calls, within one shared quota |

\`GET /credential\` tells you what yours is worth.

**Refusals** are problem documents (RFC 9457) with a stable \`code\`; each is explained at [${publicUrl}/errors](${publicUrl}/errors). The endpoints under \`/oauth\` answer errors as OAuth clients expect them. Every answer carries \`X-Request-Id\`.

**Repetitions.** What creates something or issues a secret takes an \`Idempotency-Key\`: sent again with the same one, it is not done twice, but refused with 409 and the \`id\` of what there is. A secret is not shown again.

**Times** are RFC 3339 in UTC, durations are seconds, lists are \`{"data": […], "next_cursor": …}\`.

This page is made from [/openapi.json](${publicUrl}/openapi.json), OpenAPI 3.1: feed it to your generator.`;
}
