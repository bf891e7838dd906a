import { Injectable } from '@nestjs/common';
import Provider, { type Client, errors } from 'oidc-provider';
import { clientRowId } from '../../../kernel/client-ids.js';
import { TokenCutoffs } from '../../../modules/tokens/index.js';

interface HintModel {
  validate: (jwt: string, client: Client) => Promise<{ payload: Record<string, unknown> }>;
}

/** Makes the engine refuse an ID token as a hint where everything that was issued then has been ended. */
@Injectable()
export class IdTokenHints {
  constructor(private readonly cutoffs: TokenCutoffs) {}

  install(provider: Provider): void {
    const model = provider.IdToken as unknown as HintModel;
    const validate = model.validate;
    model.validate = async (jwt, client) => {
      const hint = await validate.call(model, jwt, client);
      const { iat } = hint.payload;
      // Rounded down to a second at its issue, so that none from before slips through.
      const issuedAt = typeof iat === 'number' ? iat * 1000 : 0;
      if (await this.cutoffs.hasEnded(issuedAt, [clientRowId(client.clientId)])) {
        throw new Error('everything that was issued then has been ended');
      }
      requireCurrentPerson(hint.payload['sub']);
      return hint;
    };
  }
}

/**
 * A sign-out is for the person whom the hint names (RP-Initiated Logout §2); nobody else is signed out by
 * it, not even asked.
 */
function requireCurrentPerson(subject: unknown): void {
  const oidc = Provider.ctx?.oidc;
  if (oidc?.route !== 'end_session') return;
  const accountId = oidc.session?.accountId;
  if (accountId === undefined || accountId === subject) return;
  throw new errors.InvalidRequest('id_token_hint is for another person than the one signed in');
}
