import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../../auth/index.js';
import { isErrorCode } from '../../kernel/errors/index.js';
import { AppConfig } from '../../platform/config/index.js';
import { renderPage } from './page-renderer.js';
import { pageRequestOptions } from './page-request.js';
import { ErrorCodeView } from './views/error-code.view.js';
import { ErrorCodesView } from './views/error-codes.view.js';
import { HomeView } from './views/home.view.js';

const CACHED = 'public, max-age=300';

/** The pages that anybody may read: home, and what the error codes mean. */
@Public()
@Controller()
export class PagesController {
  constructor(private readonly config: AppConfig) {}

  @Get()
  home(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const { publicUrl, samples } = this.config;
    void renderPage(reply, HomeView({ publicUrl, hasSamples: samples }), {
      ...pageRequestOptions(request, publicUrl),
      cacheControl: CACHED,
    });
  }

  @Get('errors')
  errorCodes(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    void renderPage(reply, ErrorCodesView({ isUnknown: false }), {
      ...pageRequestOptions(request, this.config.publicUrl),
      cacheControl: CACHED,
    });
  }

  @Get('errors/:code')
  errorCode(
    @Param('code') code: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): void {
    const { publicUrl } = this.config;
    const options = pageRequestOptions(request, publicUrl);
    if (!isErrorCode(code)) {
      void renderPage(reply, ErrorCodesView({ isUnknown: true }), { ...options, status: 404 });
      return;
    }
    void renderPage(reply, ErrorCodeView({ code, publicUrl }), {
      ...options,
      cacheControl: CACHED,
    });
  }
}
