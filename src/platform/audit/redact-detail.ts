import type { AuditDetail, AuditValue } from './audit-entry.js';

const REDACTED = '[redacted]';

/** What ends every API key and SK (43 random characters and 6 of checksum), and every compact JWS. */
const SECRET_FORMS = [/[0-9A-Za-z]{49}/, /eyJ[\w-]*\.[\w-]+\.[\w-]*/];

/** The names under which a secret would travel if somebody passed a request body on. */
const SECRET_NAMES = /password|(secret|token|cookie|authorization|private_?(key|jwk))$|^(sk|key)$/i;

/**
 * The second line of defence: callers do not put secrets into a detail, and if one does, it is
 * neither stored by its name nor by its form.
 */
export function redactDetail(detail: AuditDetail): AuditDetail {
  return Object.fromEntries(
    Object.entries(detail).map(([name, value]) => [
      name,
      typeof value === 'string' && SECRET_NAMES.test(name) ? REDACTED : redact(value),
    ]),
  );
}

function redact(value: AuditValue): AuditValue {
  if (typeof value === 'string') {
    return SECRET_FORMS.some((form) => form.test(value)) ? REDACTED : value;
  }
  if (value === null || typeof value !== 'object') return value;
  return isList(value) ? value.map(redact) : redactDetail(value);
}

function isList(value: readonly AuditValue[] | AuditDetail): value is readonly AuditValue[] {
  return Array.isArray(value);
}
