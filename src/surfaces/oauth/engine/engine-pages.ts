import { Injectable } from '@nestjs/common';
import type { ErrorOut, KoaContextWithOIDC } from 'oidc-provider';
import { AppConfig } from '../../../platform/config/index.js';
import {
  formActionSource,
  languageCookie,
  languageOfLocales,
  LogoutView,
  negotiateLanguage,
  OAuthErrorView,
  page,
  SignedOutView,
  StillSignedInView,
  type View,
} from '../../pages/index.js';
import { isForBrowser, OAUTH_PATHS } from './oauth-settings.js';

/** The pages that the engine itself has to show, in the place of its own. */
@Injectable()
export class EnginePages {
  constructor(private readonly config: AppConfig) {}

  /** RFC 6749 §5.2 for programs; a page where the error may not be sent to the client (§4.1.2.1). */
  renderError(ctx: KoaContextWithOIDC, out: ErrorOut): void {
    if (!isForBrowser(ctx.path) || ctx.accepts('html', 'json') !== 'html') {
      const { error, error_description } = out;
      ctx.body = { error, error_description };
      return;
    }
    const requestId = ctx.res.getHeader('x-request-id');
    this.show(
      ctx,
      OAuthErrorView({
        error: out.error,
        description: out.error_description ?? null,
        requestId: typeof requestId === 'string' ? requestId : null,
      }),
    );
  }

  /** Asks before a sign-out, because a link alone must not end a session. */
  renderLogout(ctx: KoaContextWithOIDC): void {
    const state = ctx.oidc.session?.state as { readonly secret: string };
    this.show(
      ctx,
      LogoutView({
        action: `${OAUTH_PATHS.end_session}/confirm`,
        xsrf: state.secret,
        clientName: ctx.oidc.client?.clientName ?? null,
      }),
      formActionOf(ctx.oidc.params?.['post_logout_redirect_uri']),
    );
  }

  /** The end of the question whether to sign out, whichever answer was given. */
  async renderSignedOut(ctx: KoaContextWithOIDC): Promise<void> {
    const { accountId } = await ctx.oidc.provider.Session.get(ctx);
    this.show(ctx, accountId === undefined ? SignedOutView() : StillSignedInView());
  }

  /** Makes a view the answer, in the language of the person who asked. */
  show(
    ctx: KoaContextWithOIDC,
    view: View,
    formActionOrigins: readonly (string | null)[] = [],
  ): void {
    const chosen = ctx.query['ui_locales'];
    // A request that was refused before the engine saw it has no context.
    const oidc = ctx.oidc as KoaContextWithOIDC['oidc'] | undefined;
    const language = negotiateLanguage({
      uiLocales: chosen ?? oidc?.params?.['ui_locales'],
      cookie: ctx.get('cookie'),
      acceptLanguage: ctx.get('accept-language'),
    });
    // What came by POST cannot be asked for again, nor can the answer to a device, which was given once.
    const isOnce = ctx.method !== 'GET' || oidc?.route === 'device_resume';
    const location = isOnce ? null : ctx.url;
    const { html, headers } = page(view, { language, location, formActionOrigins });
    ctx.set(headers);
    if (location !== null && languageOfLocales(chosen) !== null) {
      const isSecure = this.config.publicUrl.startsWith('https:');
      ctx.append('set-cookie', languageCookie(language, isSecure));
    }
    ctx.body = html;
  }
}

function formActionOf(redirectUri: unknown): (string | null)[] {
  return typeof redirectUri === 'string' ? [formActionSource(redirectUri)] : [];
}
