/** The card in the middle: sign-in, consent, sign-out, set-up. */
export const CARD_STYLES = `
.card-page {
  display: grid;
  grid-template: auto auto 1fr / minmax(0, 27rem);
  justify-content: center;
  align-content: start;
  padding: clamp(1.5rem, 9vh, 6rem) 1.25rem 1.25rem;
}
.card-page:has(#consent, #device-confirm) { grid-template-columns: minmax(0, 31rem); }
.card-header { display: flex; justify-content: center; margin-bottom: 1.5rem; }
.card {
  padding: 2rem;
  background: var(--surface);
  border: 1px solid var(--line);
  border-radius: 14px;
  box-shadow: var(--shadow);
}
.card h2 {
  margin: 1.5rem 0 0.75rem;
  font-size: 0.9375rem;
}
.card .lead { margin-top: 0.5rem; color: var(--muted); }
.card .lead strong { color: var(--ink); }
.card .lead + p { margin-top: 1rem; }
.card .note { margin-top: 0.75rem; font-size: 0.875rem; color: var(--muted); }
.card-footer { display: flex; justify-content: center; align-items: end; padding-top: 1.75rem; }
form { margin-top: 1.5rem; }
.field + .field { margin-top: 1.125rem; }
label { display: block; margin-bottom: 0.375rem; font-size: 0.9375rem; font-weight: 550; }
input {
  display: block;
  width: 100%;
  min-height: 2.75rem;
  padding: 0.5rem 0.75rem;
  background: var(--surface);
  color: inherit;
  border: 1px solid var(--edge);
  border-radius: 8px;
  font: inherit;
}
input:focus-visible { outline-offset: -1px; border-color: var(--accent); border-radius: 8px; }
input[aria-invalid='true'] { border-color: var(--danger); }
#token { font-family: var(--mono); font-size: 0.9375rem; }
.help { margin-top: 0.375rem; font-size: 0.8125rem; line-height: 1.5; color: var(--muted); }
.button {
  display: block;
  width: 100%;
  min-height: 2.75rem;
  padding: 0.5rem 1rem;
  border: 1px solid var(--edge);
  border-radius: 8px;
  background: var(--surface);
  color: var(--ink);
  font: inherit;
  font-weight: 580;
  cursor: pointer;
  transition: background-color 120ms, border-color 120ms;
}
.button:hover { background: var(--code); border-color: var(--ink); }
.button:focus-visible { border-radius: 8px; }
.button-primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.button-primary:hover { background: var(--accent-strong); border-color: var(--accent-strong); }
form > .button { margin-top: 1.5rem; }
.choice { display: grid; grid-template-columns: 1fr 1fr; gap: 0.75rem; }
.choice > .button { margin-top: 0; }
.problem {
  display: flex;
  gap: 0.625rem;
  margin-top: 1.25rem;
  padding: 0.75rem 0.875rem;
  border-radius: 8px;
  background: var(--danger-soft);
  color: var(--danger);
  font-size: 0.9375rem;
  line-height: 1.45;
}
.problem svg { flex: none; margin-top: 0.0625rem; }
.details { display: grid; gap: 0.125rem; font-size: 0.875rem; }
.details dt { color: var(--muted); }
.details dd + dt { margin-top: 0.625rem; }
@media (max-width: 30rem) {
  .card-page { padding: 1.5rem 1rem 1rem; }
  .card { padding: 1.5rem 1.25rem; }
}
@media (prefers-reduced-motion: reduce) {
  .button { transition: none; }
}
`;
