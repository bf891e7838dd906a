import { Injectable } from '@nestjs/common';
import Provider, { errors, type KoaContextWithOIDC, type RefreshToken } from 'oidc-provider';
import { readDpopProof } from '../../../kernel/dpop-proof.js';
import { AppError } from '../../../kernel/errors/index.js';
import { OAuthRecords } from '../../../modules/tokens/index.js';

/** How long the answer to a refresh is given again to the same question. */
const WINDOW_SECONDS = 10;
const MODEL = 'RefreshAnswer';

type Answer = Readonly<Record<string, unknown>>;

/**
 * Forgives an honest retry. A client whose connection broke while it refreshed asks again with a token
 * that is used up; within ten seconds it is given the same answer. Later, a used token means that two
 * parties have it, and the engine revokes the grant (RFC 9700 §4.14.2).
 */
@Injectable()
export class RefreshReplay {
  private readonly answers = new WeakMap<KoaContextWithOIDC, Answer>();

  constructor(private readonly records: OAuthRecords) {}

  install(provider: Provider): void {
    const model = provider.RefreshToken as unknown as RefreshTokenModel;
    const find = model.find;
    model.find = async (value, options) => {
      const token = await find.call(model, value, options);
      const ctx = Provider.ctx;
      if (token !== undefined && ctx?.oidc.route === 'token') {
        await this.forgive(ctx, value, token);
      }
      return token;
    };
  }

  /** To be called when the engine has answered: keeps a new answer, or gives an earlier one again. */
  async finish(ctx: KoaContextWithOIDC): Promise<void> {
    const earlier = this.answers.get(ctx);
    if (earlier !== undefined) {
      ctx.status = 200;
      ctx.body = earlier;
      return;
    }
    const used = ctx.oidc.entities.RotatedRefreshToken;
    if (ctx.status !== 200 || used === undefined) return;
    const { body } = ctx as { body?: unknown };
    await this.records.upsert(
      MODEL,
      used.jti,
      { question: questionOf(ctx), answer: body },
      WINDOW_SECONDS,
    );
  }

  private async forgive(
    ctx: KoaContextWithOIDC,
    value: string,
    token: RefreshToken,
  ): Promise<void> {
    const { client } = ctx.oidc;
    if (typeof token.consumed !== 'number') return;
    if (token.clientId !== client?.clientId) return;
    // Whole seconds, rounded down when it was consumed: the window is never shorter than promised.
    if (Math.floor(Date.now() / 1000) - token.consumed > WINDOW_SECONDS) return;
    const found = await this.records.find(MODEL, value);
    const isSameQuestion = found?.payload['question'] === questionOf(ctx);
    if (found !== null && isSameQuestion) this.answers.set(ctx, found.payload['answer'] as Answer);
    // Either the answer takes the place of this error, or the first request is still being answered.
    throw new errors.InvalidGrant({ detail: 'the refresh token was used a moment ago' });
  }
}

interface RefreshTokenModel {
  find: (value: string, options?: object) => Promise<RefreshToken | undefined>;
}

/** What else the answer depends on. */
function questionOf(ctx: KoaContextWithOIDC): string {
  const { scope, resource } = ctx.oidc.params ?? {};
  return JSON.stringify([scope ?? null, resource ?? null, proofKeyOf(ctx)]);
}

/** The key that the answer is bound to (RFC 9449 §5): to the holder of another one it is of no use. */
function proofKeyOf(ctx: KoaContextWithOIDC): string | null {
  const proof = ctx.get('dpop');
  if (proof === '') return null;
  try {
    return readDpopProof(proof).thumbprint;
  } catch (error) {
    if (error instanceof AppError) return proof;
    throw error;
  }
}
