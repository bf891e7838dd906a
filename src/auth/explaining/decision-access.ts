import { SELF_REGISTERED_APP_ID } from '../../kernel/client-ids.js';
import type { Verified } from '../../kernel/decision.js';
import type { Principal } from '../../kernel/principal.js';
import { mayAdminister } from '../authorizer.js';
import type { ProvedHolder } from './decision-report.js';

/**
 * Who may read how a call was decided: administrators; who signed in and owns the app of the credential
 * or is whom it spoke for; the credentials of the same app; and whoever shows the same credential. A
 * credential that speaks for a person reads only what was decided for that person with it.
 *
 * @param holder null: no credential was proved, so that it is for administrators only
 */
export function mayRead(viewer: Verified, holder: ProvedHolder | null): boolean {
  if (mayAdminister(viewer, 'admin:decisions')) return true;
  if (holder === null) return false;
  const { principal } = viewer;
  if (principal.kind === 'login_token') return isOfUser(holder, principal.subject);
  const isSameCredential =
    principal.credentialId !== null && holder.credentialId === principal.credentialId;
  if (!speaksForItsApp(principal)) {
    return isSameCredential && holder.subject === principal.subject;
  }
  return isSameCredential || isOfSameApp(holder, principal);
}

/**
 * Whether it was a call of the person, or of an app that the person owned then. The subject of a person token
 * is a name that its app chose.
 */
export function isOfUser({ ownerId, subject, kind }: ProvedHolder, userId: string): boolean {
  return ownerId === userId || (kind !== 'person_token' && subject === userId);
}

function speaksForItsApp({ kind, subject, credentialId, appId }: Principal): boolean {
  if (kind === 'api_key' || kind === 'app_token') return true;
  return kind === 'access_token' && (subject === credentialId || subject === appId);
}

/** Strangers who registered themselves share an app and nothing else. */
function isOfSameApp(holder: ProvedHolder, { appId }: Principal): boolean {
  return appId !== null && appId !== SELF_REGISTERED_APP_ID && holder.appId === appId;
}
