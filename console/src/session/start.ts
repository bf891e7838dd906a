import { settings } from '../settings';
import { completeSignIn, signIn } from './session';
import { handBack, TRY_PATH } from './tried-sign-in';

/**
 * What has to happen before anything is shown: be at the public address, and be signed in.
 *
 * @returns where to go within the console; null to stay at the address of the page
 */
export async function start(): Promise<string | null> {
  // A page that the Back button brings back as it was would show what a signed-out person saw.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) location.reload();
  });
  const { origin, pathname, search, hash } = location;
  if (origin !== settings.publicUrl) {
    location.replace(`${settings.publicUrl}${pathname}${search}${hash}`);
    return new Promise<never>(() => undefined);
  }
  if (pathname === '/console/callback') return completeSignIn();
  if (pathname === TRY_PATH) return handBack(search);
  return signIn();
}
