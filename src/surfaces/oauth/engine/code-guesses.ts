import { Injectable } from '@nestjs/common';
import Provider, { type AuthorizationCode, type KoaContextWithOIDC } from 'oidc-provider';
import { OAuthRecords } from '../../../modules/tokens/index.js';

const MOST_GUESSES = 5;

/**
 * Ends an authorization code after five wrong PKCE verifiers; the engine would let them be guessed. Each
 * try is claimed before the engine looks at it, so that no number of parallel tries, in whatever process,
 * is more than five. The right one is the last in any case.
 */
@Injectable()
export class CodeGuesses {
  constructor(private readonly records: OAuthRecords) {}

  install(provider: Provider): void {
    const model = provider.AuthorizationCode as unknown as CodeModel;
    const find = model.find;
    model.find = async (value, options) => {
      const code = await find.call(model, value, options);
      const ctx = Provider.ctx;
      if (code === undefined || ctx?.oidc.route !== 'token') return code;
      return (await this.mayTry(ctx, value, code)) ? code : undefined;
    };
  }

  /** Not of another client, who must not use the tries up; nor of a used code, whose replay ends its grant. */
  private async mayTry(
    { oidc: { client } }: KoaContextWithOIDC,
    value: string,
    code: AuthorizationCode,
  ): Promise<boolean> {
    if (code['codeChallenge'] === undefined || (code as { consumed?: unknown }).consumed)
      return true;
    if (code.clientId !== client?.clientId) return true;
    return this.records.claimAttempt('AuthorizationCode', value, MOST_GUESSES);
  }
}

interface CodeModel {
  find: (value: string, options?: object) => Promise<AuthorizationCode | undefined>;
}
