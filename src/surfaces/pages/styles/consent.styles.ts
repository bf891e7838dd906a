/** What only the pages have that ask for an app: consent, and the confirmation of a device. */
export const CONSENT_STYLES = `
.caution {
  margin-top: 1rem;
  padding: 0.75rem 0.875rem;
  border-radius: 8px;
  background: var(--caution-soft);
  color: var(--caution);
  font-size: 0.875rem;
}
.card .caution + .lead { margin-top: 1rem; }
.caution .chip { margin-right: 0.25rem; background: none; }
.account {
  display: flex;
  align-items: center;
  gap: 0.75rem;
  margin-top: 1.25rem;
  padding: 0.625rem 0.875rem;
  border: 1px solid var(--line);
  border-radius: 10px;
  font-size: 0.9375rem;
}
.account-name { flex: 1; min-width: 0; color: var(--muted); line-height: 1.4; }
.account-name strong { color: var(--ink); }
.account a { flex: none; padding: 0.25rem 0; font-size: 0.875rem; }
.avatar {
  display: grid;
  place-items: center;
  flex: none;
  width: 2rem;
  height: 2rem;
  border-radius: 50%;
  background: var(--accent);
  color: var(--on-accent);
  font-size: 0.9375rem;
  font-weight: 600;
  line-height: 1;
}
.scopes > li {
  display: grid;
  grid-template-columns: 1.25rem minmax(0, 1fr) auto;
  gap: 0 0.75rem;
  padding: 0.75rem 0;
  border-top: 1px solid var(--line);
}
.scopes > li:last-child { border-bottom: 1px solid var(--line); }
.scopes svg { margin-top: 0.125rem; color: var(--accent); }
.scopes .scope-sensitive svg { color: var(--caution); }
.scope-words { font-size: 0.9375rem; font-weight: 550; line-height: 1.45; }
.scope-source { margin-top: 0.125rem; font-size: 0.8125rem; color: var(--muted); }
.scope-source strong { font-weight: inherit; }
.scope-source code { color: var(--ink); }
.marks { display: flex; flex-direction: column; align-items: end; gap: 0.25rem; }
.scopes-none { color: var(--muted); }
.consequences { margin-top: 1rem; font-size: 0.875rem; color: var(--muted); }
.consequences li { position: relative; padding-left: 1rem; }
.consequences li + li { margin-top: 0.25rem; }
.consequences li::before {
  content: '';
  position: absolute;
  left: 0.125rem;
  top: 0.65em;
  width: 0.3125rem;
  height: 0.3125rem;
  border-radius: 50%;
  background: var(--edge);
}
.consequences strong { color: var(--ink); }
.user-code {
  margin-top: 1.25rem;
  padding: 0.75rem;
  border: 1px solid var(--edge);
  border-radius: 10px;
  text-align: center;
}
.user-code code { background: none; font-size: 1.75rem; letter-spacing: 0.08em; }
#user_code { font-family: var(--mono); font-size: 1.25rem; letter-spacing: 0.08em; text-transform: uppercase; }
@media (max-width: 30rem) {
  .scopes > li { grid-template-columns: 1.25rem minmax(0, 1fr); }
  .marks { grid-column: 2; flex-direction: row; margin-top: 0.375rem; }
}
`;
