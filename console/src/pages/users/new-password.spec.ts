import { expect, it } from 'vitest';
import { newPassword } from './new-password';

it('makes passwords that are long enough, that can be read out, and that are never the same', () => {
  const made = Array.from({ length: 1000 }, newPassword);
  for (const password of made) expect(password).toMatch(/^[a-zA-Z2-9]{6}(-[a-zA-Z2-9]{6}){3}$/);
  expect(made.join('')).not.toMatch(/[ilo IO01]/);
  expect(new Set(made).size).toBe(made.length);
});
