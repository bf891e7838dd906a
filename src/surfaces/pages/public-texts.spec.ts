import { describe, expect, it } from 'vitest';
import { llmsText, securityText } from './public-texts.js';

const NOW = Date.UTC(2026, 10, 20, 8, 30);

describe('securityText', () => {
  it('has the fields that RFC 9116 requires, and an end less than a year away', () => {
    expect(securityText('https://auth.example.com', NOW)).toBe(
      'Contact: https://auth.example.com/#security\n' +
        'Expires: 2027-05-19T00:00:00.000Z\n' +
        'Preferred-Languages: en, zh\n' +
        'Canonical: https://auth.example.com/.well-known/security.txt\n',
    );
  });
});

describe('llmsText', () => {
  it('links to this server only', () => {
    const text = llmsText('https://auth.example.com');
    const links = [...text.matchAll(/https?:\/\/[^\s)`]+/g)].map(([link]) => link);
    expect(links.length).toBeGreaterThan(4);
    expect(links.filter((link) => !link.startsWith('https://auth.example.com'))).toEqual([]);
  });
});
