/** Pages to read: home, error codes. */
export const DOCUMENT_STYLES = `
.skip { position: absolute; left: -9999px; }
.skip:focus {
  left: 1rem;
  top: 0.75rem;
  z-index: 1;
  padding: 0.5rem 0.75rem;
  background: var(--surface);
}
.document-header, .document-footer, .document {
  width: 100%;
  max-width: 49rem;
  margin: 0 auto;
  padding-inline: 1.5rem;
}
.document-header {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: space-between;
  gap: 0.5rem 1.5rem;
  padding-block: 1.5rem;
}
.document-header nav { display: flex; gap: 1.25rem; font-size: 0.9375rem; }
.document-header nav a { padding: 0.25rem 0; color: var(--muted); text-decoration: none; }
.document-header nav a:hover { color: var(--ink); text-decoration: underline; }
.brand-link { text-decoration: none; padding: 0.25rem 0; }
.document { padding-block: clamp(1.5rem, 5vh, 3.5rem) 3rem; }
.document h1 { font-size: clamp(1.75rem, 1.4rem + 1.6vw, 2.375rem); letter-spacing: -0.022em; }
.document h1:lang(zh) { letter-spacing: 0; }
.document h2 { margin-top: 2.5rem; font-size: 1.125rem; }
.document h2 + * { margin-top: 0.625rem; }
.document p { max-width: 40rem; }
.document .lead { margin-top: 0.75rem; font-size: 1.1875rem; line-height: 1.5; color: var(--muted); }
.document pre {
  margin-top: 0.75rem;
  padding: 1rem 1.125rem;
  background: var(--surface);
  border: 1px solid var(--line);
  border-radius: 10px;
  line-height: 1.6;
  white-space: pre-wrap;
}
.document pre + p { margin-top: 0.75rem; }
.document-footer {
  display: flex;
  padding-block: 1.25rem 2rem;
}
.document-footer .languages { border-top: 1px solid var(--line); padding-top: 1.25rem; width: 100%; }
.prompt { color: var(--muted); user-select: none; }
.links { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: 0.75rem; }
.links a {
  display: block;
  height: 100%;
  padding: 0.875rem 1.125rem;
  background: var(--surface);
  border: 1px solid var(--line);
  border-radius: 10px;
  text-decoration: none;
}
.links a:hover { border-color: var(--accent); }
.links a:focus-visible { border-radius: 10px; }
.links strong { display: block; }
.links span { color: var(--muted); font-size: 0.9375rem; }
.eyebrow {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 0.375rem 0.75rem;
  margin-bottom: 0.75rem;
  font-size: 0.9375rem;
  color: var(--muted);
}
.other-title { margin-top: 0.375rem; color: var(--muted); }
.document h1 + .lead { max-width: 38rem; }
.status {
  display: inline-block;
  min-width: 2.75rem;
  padding: 0.0625rem 0.5rem;
  border-radius: 6px;
  background: var(--line);
  color: var(--ink);
  font: 600 0.8125rem/1.6 var(--mono);
  text-align: center;
}
.codes > li { border-top: 1px solid var(--line); }
.codes > li:last-child { border-bottom: 1px solid var(--line); }
.codes a {
  display: grid;
  grid-template-columns: 3rem minmax(0, 17rem) minmax(0, 1fr);
  align-items: baseline;
  gap: 0.125rem 0.75rem;
  padding: 0.5625rem 0;
  color: var(--ink);
  text-decoration: none;
}
.codes a:hover code { text-decoration: underline; text-underline-offset: 0.2em; }
.codes code { color: var(--accent); }
.codes .codes-title { color: var(--muted); font-size: 0.9375rem; }
.back { margin-top: 2.5rem; }
@media (max-width: 36rem) {
  .document-header, .document-footer, .document { padding-inline: 1.125rem; }
  .codes a { grid-template-columns: 3rem minmax(0, 1fr); }
  .codes .codes-title { grid-column: 2; }
  .document pre { font-size: 0.8125rem; padding: 0.875rem; }
}
`;
