import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { equalsConstantTime } from '../../../kernel/secret.js';
import { AppConfig } from '../../../platform/config/index.js';
import { Sealer } from '../../../platform/database/index.js';
import type { HiddenField } from '../../pages/index.js';
import { loopbackAlias } from '../pinned-request.js';

const FIELD = 'csrf';
/** What a browser says of a request that one of our own pages, or the person, has caused. */
const OWN_SITE: ReadonlySet<string> = new Set(['same-origin', 'none']);

/** Sees to it that a posted form comes from our own page, and from the page of this very interaction. */
@Injectable()
export class InteractionForms {
  private readonly key: Buffer;
  private readonly publicUrl: URL;

  constructor(config: AppConfig, sealer: Sealer) {
    this.key = sealer.deriveKey('oauth-interaction-forms');
    this.publicUrl = new URL(config.publicUrl);
  }

  /** The hidden field that ties a form to an interaction. */
  field(interactionId: string): HiddenField {
    return { name: FIELD, value: this.tokenOf(interactionId) };
  }

  /**
   * Whether the request may come from one of our own pages. Programs send neither header; browsers send
   * both with every posted form.
   */
  isOwnSite(request: FastifyRequest, host: string | undefined): boolean {
    const { origin, 'sec-fetch-site': site } = request.headers;
    if (typeof site === 'string' && !OWN_SITE.has(site)) return false;
    if (origin === undefined || origin === this.publicUrl.origin) return true;
    const alias = loopbackAlias(host, this.publicUrl);
    return alias !== null && origin === `${this.publicUrl.protocol}//${alias}`;
  }

  /** Whether the form was rendered for this interaction. */
  isOf(fields: URLSearchParams, interactionId: string): boolean {
    return equalsConstantTime(fields.get(FIELD) ?? '', this.tokenOf(interactionId));
  }

  private tokenOf(interactionId: string): string {
    return createHmac('sha256', this.key).update(interactionId).digest('base64url');
  }
}
