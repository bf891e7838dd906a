const LONGEST_DETAIL = 300;

/**
 * A problem document of at most so many characters: of a longer one only what every one has is left, with a
 * detail that is cut short. Proxies read a few kilobytes of an answer, and give up on more.
 *
 * @param body JSON
 */
export function boundedProblem(body: string, longest: number): string {
  if (body.length <= longest) return body;
  const { type, title, status, detail, code, request_id, doc_url } = JSON.parse(body) as Record<
    string,
    unknown
  >;
  const short = String(detail).slice(0, LONGEST_DETAIL);
  return JSON.stringify({ type, title, status, detail: short, code, request_id, doc_url });
}
