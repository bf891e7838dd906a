import Provider from 'oidc-provider';
import { signInPlace } from '../../../modules/tokens/index.js';

/** What the engine's session has and its type declarations leave out. */
interface SessionModel {
  readonly IN_PAYLOAD: readonly string[];
  readonly prototype: {
    loginAccount: (this: Record<string, unknown>, details: object) => void;
  };
}

/** Keeps with a session from where the person signed in, so that the person can tell it from others. */
export function keepSignInPlaces(provider: Provider): void {
  const model = provider.Session as unknown as SessionModel;
  const members = [...model.IN_PAYLOAD, 'signedInFrom'];
  Object.defineProperty(model, 'IN_PAYLOAD', { configurable: true, get: () => members });
  const login = model.prototype.loginAccount;
  model.prototype.loginAccount = function (details) {
    login.call(this, details);
    const ctx = Provider.ctx;
    if (ctx === undefined) return;
    const address = ctx.ip === '' ? null : ctx.ip;
    this['signedInFrom'] = signInPlace(address, ctx.get('user-agent'));
  };
}
