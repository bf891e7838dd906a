import { AppError } from '../../kernel/errors/index.js';
import type { ProtectedApiRecord } from './protected-api.js';

/**
 * No two APIs share a name, which people tell them apart by, or an audience, which tokens do.
 *
 * @throws AppError `conflict`, with a pointer to the member.
 */
export function checkUnique(
  api: ProtectedApiRecord,
  others: readonly Pick<ProtectedApiRecord, 'id' | 'name' | 'audience'>[],
): void {
  for (const member of ['name', 'audience'] as const) {
    if (others.some((other) => other.id !== api.id && other[member] === api[member])) {
      throw new AppError('conflict', {
        detail: `Another protected API has this ${member}.`,
        errors: [{ pointer: `#/${member}`, detail: 'is taken' }],
      });
    }
  }
}
