import { Injectable } from '@nestjs/common';
import type { Client, KoaContextWithOIDC } from 'oidc-provider';
import type Provider from 'oidc-provider';
import {
  type DeviceCodeProblem,
  DeviceCodeView,
  DeviceConfirmView,
  DeviceDeniedView,
  DeviceDoneView,
} from '../../pages/index.js';
import { EnginePages } from './engine-pages.js';
import { OAUTH_PATHS } from './oauth-settings.js';
import { RequestDescriptions } from './request-descriptions.js';
import { UserCodeLimit } from './user-code-limit.js';

const ACTION = OAUTH_PATHS.code_verification;
const LONGEST_SHOWN_CODE = 20;

/** What the engine calls its reasons to ask for a code again. */
const PROBLEMS: Readonly<Record<string, DeviceCodeProblem>> = {
  NoCodeError: 'missing',
  NotFoundError: 'unknown',
  ExpiredError: 'expired',
  AlreadyUsedError: 'used',
  InvalidRequest: 'form_expired',
};

/** The pages on which a person connects a device (RFC 8628 §3.3), in the place of the engine's own. */
@Injectable()
export class DevicePages {
  constructor(
    private readonly pages: EnginePages,
    private readonly descriptions: RequestDescriptions,
    private readonly limit: UserCodeLimit,
  ) {}

  install(provider: Provider): void {
    provider.use((ctx, next) => this.completeLink(ctx as unknown as KoaContextWithOIDC, next));
  }

  /** Asks for the code, for the first time or again. */
  renderInput(ctx: KoaContextWithOIDC, error?: Error): void {
    const session = ctx.oidc.session as UnsavedSession | undefined;
    if (error !== undefined && session !== undefined && session.exp === undefined) {
      startAnew(ctx, session);
      return;
    }
    if (error?.name === 'AbortedError') {
      this.pages.show(ctx, DeviceDeniedView());
      return;
    }
    if (error?.name === 'NotFoundError') this.limit.countWrong(ctx);
    const entered = error === undefined ? undefined : (error as { userCode?: unknown }).userCode;
    const problem = error === undefined ? null : (PROBLEMS[error.name] ?? 'failed');
    if (problem !== null && ctx.status < 400) ctx.status = 400;
    this.showInput(ctx, entered, problem);
  }

  /** Never left out, whatever link the person came by: it is what protects from remote phishing (§5.4). */
  async renderConfirm(
    ctx: KoaContextWithOIDC,
    client: Client,
    deviceInfo: Readonly<Record<string, unknown>>,
    userCode: string,
  ): Promise<void> {
    const { ip } = deviceInfo;
    const { scope } = ctx.oidc.deviceCode?.params ?? {};
    const [shownClient, scopes] = await Promise.all([
      this.descriptions.ofClient(client),
      this.descriptions.ofScopes(typeof scope === 'string' ? scope : null, null),
    ]);
    this.pages.show(
      ctx,
      DeviceConfirmView({
        action: ACTION,
        xsrf: secretOf(ctx),
        userCode,
        client: shownClient,
        scopes,
        deviceAddress: typeof ip === 'string' && ip !== '' ? ip : null,
      }),
    );
  }

  renderSuccess(ctx: KoaContextWithOIDC): void {
    const { client } = ctx.oidc;
    this.pages.show(
      ctx,
      DeviceDoneView({ clientName: client?.clientName ?? client?.clientId ?? '' }),
    );
  }

  /** The engine would let a script post the code of a link at once; here the person reads and posts it. */
  private async completeLink(ctx: KoaContextWithOIDC, next: () => Promise<unknown>): Promise<void> {
    await next();
    if (ctx.path !== ACTION || ctx.method !== 'GET' || ctx.status !== 200) return;
    const userCode = ctx.oidc.params?.['user_code'];
    if (userCode !== undefined) this.showInput(ctx, userCode, null);
  }

  private showInput(
    ctx: KoaContextWithOIDC,
    userCode: unknown,
    problem: DeviceCodeProblem | null,
  ): void {
    const shown = typeof userCode === 'string' ? userCode.slice(0, LONGEST_SHOWN_CODE) : null;
    const view = DeviceCodeView({ action: ACTION, xsrf: secretOf(ctx), userCode: shown, problem });
    this.pages.show(ctx, view);
  }
}

/**
 * A form was posted without the session that it belongs to. The engine has written the tie of a new form
 * into a session that it neither saves nor can save; a GET begins one.
 */
function startAnew(ctx: KoaContextWithOIDC, session: UnsavedSession): void {
  session.touched = false;
  const userCode = ctx.oidc.params?.['user_code'];
  const query =
    typeof userCode === 'string' ? `?${new URLSearchParams({ user_code: userCode })}` : '';
  ctx.redirect(`${ACTION}${query}`);
  ctx.status = 303;
}

interface UnsavedSession {
  readonly exp?: number;
  touched?: boolean;
}

function secretOf(ctx: KoaContextWithOIDC): string {
  return (ctx.oidc.session?.state as { readonly secret: string }).secret;
}
