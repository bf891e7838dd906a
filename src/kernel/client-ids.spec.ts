import { describe, expect, it } from 'vitest';
import { clientRowId, SELF_REGISTERED_APP_ID } from './client-ids.js';
import { isId, newId } from './ids.js';

describe('clientRowId', () => {
  it('is the client_id itself where that is one of ours', () => {
    const id = newId('cli', 1_795_132_800_000);
    expect(clientRowId(id)).toBe(id);
  });

  it('is always the same well-formed id for a URL, and another one for another URL', () => {
    const url = 'https://app.example/client.json';
    expect(isId('cli', clientRowId(url))).toBe(true);
    expect(clientRowId(url)).toBe(clientRowId(url));
    expect(clientRowId(`${url}?`)).not.toBe(clientRowId(url));
    expect(clientRowId(`https://app.example/${'x'.repeat(5000)}`)).toHaveLength(30);
  });
});

describe('the app of self-registered clients', () => {
  it('has a well-formed id that never changes', () => {
    expect(isId('app', SELF_REGISTERED_APP_ID)).toBe(true);
    expect(SELF_REGISTERED_APP_ID).toMatchInlineSnapshot(`"app_7zfn39bm17nsfh8v93654ysk5e"`);
  });
});
