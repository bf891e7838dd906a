import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import type { PageResponse } from '../../integration/oauth/browser.js';

/** Asserts that a page lies in no frame, is what it says it is, and runs no script but its own (OA35). */
export function expectProtected({ headers, text }: PageResponse): void {
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/script-src[^;]*'unsafe-/);
  expect(policy).toMatch(/default-src 'none'/);
  expect(headers.get('x-frame-options')).toBe('DENY');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  for (const [, attributes = '', script = ''] of text.matchAll(
    /<script([^>]*)>([\s\S]*?)<\/script>/g,
  )) {
    if (attributes.includes('src=')) continue;
    expect(policy).toContain(createHash('sha256').update(script).digest('base64'));
  }
  expect(text).not.toMatch(/<[^>]+\son[a-z]+=/i);
  expect(text).not.toContain('javascript:');
}
