import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { SETUP_SCRIPT } from './setup-script.js';

describe('the script of the set-up page', () => {
  it.each(['#setup-token-1', '#token=setup-token-1', '#setup%2Dtoken-1'])(
    'moves the token out of %s into the form and out of the address bar',
    (hash) => {
      const page = runAt(hash);
      expect(page.field.value).toBe('setup-token-1');
      expect(page.address).toBe('/setup?ui_locales=zh');
      expect(page.link.hash).toBe('setup-token-1');
      expect(page.focused).toBe(true);
    },
  );

  it('leaves the page as it is without a token', () => {
    const page = runAt('');
    expect(page.field.value).toBe('typed');
    expect(page.address).toBeNull();
  });

  it('survives a fragment that cannot be decoded', () => {
    expect(runAt('#%E0%A4%A').field.value).toBe('typed');
  });
});

interface FakePage {
  readonly field: { value: string };
  readonly link: { hash: string };
  address: string | null;
  focused: boolean;
}

function runAt(hash: string): FakePage {
  const fake: FakePage = {
    field: { value: 'typed' },
    link: { hash: '' },
    address: null,
    focused: false,
  };
  const username = {
    focus: () => {
      fake.focused = true;
    },
  };
  runInNewContext(SETUP_SCRIPT, {
    location: { hash, pathname: '/setup', search: '?ui_locales=zh' },
    history: {
      replaceState: (_state: null, _title: string, address: string) => {
        fake.address = address;
      },
    },
    document: {
      getElementById: (id: string) => (id === 'token' ? fake.field : username),
      querySelectorAll: () => [fake.link],
    },
    decodeURIComponent,
  });
  return fake;
}
