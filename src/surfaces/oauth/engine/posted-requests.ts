import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import type Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { EnginePages } from './engine-pages.js';
import { OAUTH_PATHS } from './oauth-settings.js';

const FORM_TYPE = 'application/x-www-form-urlencoded';
/** It becomes an address, and the whole head of a request has 16 KiB. */
const LONGEST_FORM_BYTES = 8 * 1024;
const PATHS: ReadonlySet<string> = new Set([OAUTH_PATHS.authorization, OAUTH_PATHS.end_session]);

/**
 * Takes what a browser posts to the authorization and logout endpoints (OpenID Connect Core §3.1.2.1,
 * RP-Initiated Logout §2) and asks the browser to come again with GET. A form of another site arrives
 * without our cookies, as they are `SameSite=Lax`: answered as it is, it would start a second session in
 * the place of the person's own. The redirect brings them.
 */
@Injectable()
export class PostedRequests {
  constructor(private readonly pages: EnginePages) {}

  install(provider: Provider): void {
    provider.use((ctx, next) => this.run(ctx as unknown as KoaContextWithOIDC, next));
  }

  private async run(ctx: KoaContextWithOIDC, next: () => Promise<unknown>): Promise<void> {
    if (ctx.method !== 'POST' || !PATHS.has(ctx.path)) {
      await next();
      return;
    }
    if (ctx.is(FORM_TYPE) === false) {
      this.refuse(ctx, 400, `post ${FORM_TYPE}`);
      return;
    }
    const form = await textOf(ctx.req);
    if (form === null) {
      this.refuse(ctx, 413, `the form is longer than ${LONGEST_FORM_BYTES} bytes`);
      return;
    }
    ctx.status = 303;
    // Written anew, so that nothing of it can break out of the header.
    ctx.set('location', `${ctx.path}?${new URLSearchParams(form)}`);
    ctx.body = '';
  }

  private refuse(ctx: KoaContextWithOIDC, status: number, error_description: string): void {
    ctx.status = status;
    this.pages.renderError(ctx, { error: 'invalid_request', error_description });
  }
}

/** @returns null when it is too long */
async function textOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > LONGEST_FORM_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
