import { Injectable } from '@nestjs/common';
import type { ErrorOut, KoaContextWithOIDC } from 'oidc-provider';
import {
  formActionSource,
  LogoutView,
  negotiateLanguage,
  OAuthErrorView,
  page,
  SignedOutView,
  type View,
} from '../../pages/index.js';
import { OAUTH_PATHS } from './oauth-settings.js';

/** Routes that a person's browser visits. All others speak to programs, in JSON only. */
const BROWSER_ROUTES = /^(?:authorization|resume|end_session)/;

/** The pages that the engine itself has to show, in the place of its own. */
@Injectable()
export class EnginePages {
  /** RFC 6749 §5.2 for programs; a page where the error may not be sent to the client (§4.1.2.1). */
  renderError(ctx: KoaContextWithOIDC, out: ErrorOut): void {
    const isBrowser = BROWSER_ROUTES.test(ctx.oidc.route) && ctx.accepts('html', 'json') === 'html';
    if (!isBrowser) {
      const { error, error_description } = out;
      ctx.body = { error, error_description };
      return;
    }
    const requestId = ctx.res.getHeader('x-request-id');
    this.send(
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
    this.send(
      ctx,
      LogoutView({
        action: `${OAUTH_PATHS.end_session}/confirm`,
        xsrf: state.secret,
        clientName: ctx.oidc.client?.clientName ?? null,
      }),
      formActionOf(ctx.oidc.params?.['post_logout_redirect_uri']),
    );
  }

  renderSignedOut(ctx: KoaContextWithOIDC): void {
    this.send(ctx, SignedOutView());
  }

  private send(
    ctx: KoaContextWithOIDC,
    view: View,
    formActionOrigins: readonly (string | null)[] = [],
  ): void {
    const language = negotiateLanguage({
      uiLocales: ctx.oidc.params?.['ui_locales'] ?? ctx.query['ui_locales'],
      cookie: ctx.get('cookie'),
      acceptLanguage: ctx.get('accept-language'),
    });
    const { html, headers } = page(view, { language, location: null, formActionOrigins });
    ctx.set(headers);
    ctx.body = html;
  }
}

function formActionOf(redirectUri: unknown): (string | null)[] {
  return typeof redirectUri === 'string' ? [formActionSource(redirectUri)] : [];
}
