/** Type, links and what every page shares. */
export const BASE_STYLES = `
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0;
  min-height: 100vh;
  min-height: 100dvh;
  background: var(--ground);
  color: var(--ink);
  font: 400 1rem/1.55 var(--sans);
  -webkit-font-smoothing: antialiased;
  overflow-wrap: anywhere;
}
:lang(zh) body, body:lang(zh) { line-height: 1.7; overflow-wrap: break-word; }
h1, h2, h3, p, ul, dl, dd, pre { margin: 0; }
ul { padding: 0; list-style: none; }
p { text-wrap: pretty; }
h1, h2, h3 { line-height: 1.25; font-weight: 620; text-wrap: balance; }
h1 { font-size: 1.5rem; letter-spacing: -0.014em; }
h1:lang(zh) { letter-spacing: 0; }
strong { font-weight: 620; }
code, pre { font-family: var(--mono); font-size: 0.875em; }
pre code { font-size: inherit; }
time { white-space: nowrap; }
a {
  color: var(--accent);
  text-decoration-thickness: 1px;
  text-underline-offset: 0.2em;
}
a:hover { color: var(--accent-strong); text-decoration-thickness: 2px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
main:focus { outline: none; }
.visually-hidden {
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}
.brand { display: inline-flex; align-items: center; gap: 0.625rem; color: var(--ink); }
.brand-name { font-size: 1.125rem; font-weight: 620; letter-spacing: -0.01em; }
.mark { width: 1.75rem; height: 1.75rem; flex: none; }
.mark-wall { fill: var(--accent); }
.mark-door { fill: var(--ground); }
.languages { display: flex; gap: 1.25rem; font-size: 0.875rem; color: var(--muted); }
.languages a { color: var(--muted); padding: 0.25rem 0; }
.languages a:hover { color: var(--ink); }
.languages span { padding: 0.25rem 0; color: var(--ink); }
.chip {
  display: inline-block;
  padding: 0.0625rem 0.5rem;
  border: 1px solid var(--line);
  border-radius: 999px;
  font-size: 0.75rem;
  line-height: 1.4;
  font-weight: 550;
  color: var(--muted);
  white-space: nowrap;
}
.chip-caution { border-color: currentColor; color: var(--caution); background: var(--caution-soft); }
@media (forced-colors: active) {
  .mark-wall { fill: CanvasText; }
  .mark-door { fill: Canvas; }
}
`;
