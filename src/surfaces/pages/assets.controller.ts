import { Controller, Get, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Public } from '../../auth/index.js';
import { Clock } from '../../platform/clock.js';
import { AppConfig } from '../../platform/config/index.js';
import { ICON } from './icon.js';
import { llmsText, securityText } from './public-texts.js';
import { SETUP_SCRIPT } from './setup-script.js';
import { STYLESHEET, STYLESHEET_VERSION } from './styles/stylesheet.js';

const SHORT = 'public, max-age=300';
const FOR_EVER = 'public, max-age=31536000, immutable';
const PLAIN_TEXT = 'text/plain; charset=utf-8';

/** What the pages load, and the texts that programs look for. */
@Public()
@Controller()
export class AssetsController {
  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  @Get('pages/ostiary.css')
  stylesheet(@Query('v') version: unknown, @Res() reply: FastifyReply): void {
    const cacheControl = version === STYLESHEET_VERSION ? FOR_EVER : SHORT;
    send(reply, STYLESHEET, 'text/css; charset=utf-8', cacheControl);
  }

  @Get('pages/ostiary.svg')
  icon(@Res() reply: FastifyReply): void {
    send(reply, ICON, 'image/svg+xml', SHORT);
  }

  @Get('pages/setup.js')
  setupScript(@Res() reply: FastifyReply): void {
    send(reply, SETUP_SCRIPT, 'text/javascript; charset=utf-8', SHORT);
  }

  @Get('llms.txt')
  llms(@Res() reply: FastifyReply): void {
    send(reply, llmsText(this.config.publicUrl), PLAIN_TEXT, SHORT);
  }

  @Get('.well-known/security.txt')
  security(@Res() reply: FastifyReply): void {
    send(reply, securityText(this.config.publicUrl, this.clock.now()), PLAIN_TEXT, SHORT);
  }
}

function send(reply: FastifyReply, body: string, contentType: string, cacheControl: string): void {
  void reply
    .header('content-type', contentType)
    .header('cache-control', cacheControl)
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'")
    .send(body);
}
