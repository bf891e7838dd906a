/** What a sealed SK is bound to: copied to another access key's row it does not open. */
export function sealContext(accessKeyId: string): string {
  return `access_key:${accessKeyId}`;
}
