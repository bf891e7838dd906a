import { Injectable } from '@nestjs/common';
import type { LocalizedText } from '../../kernel/errors/index.js';
import { AppConfig } from '../../platform/config/index.js';
import { ApiCatalogue } from './api-catalogue.js';
import type { ApiScope } from './protected-api.js';

/** A scope of our own routes, in the words of a consent page. */
export interface OwnScope {
  readonly name: string;
  readonly description: LocalizedText;
}

/** A resource server in the sense of RFC 8707: an audience and the scopes that it defines. */
export interface ResourceServer {
  readonly name: string;
  readonly audience: string;
  readonly scopes: readonly ApiScope[];
}

const OWN_NAME = 'Ostiary';

/**
 * What every audience and scope means: those of the protected APIs and those of Ostiary's own routes,
 * whose audience is the public URL.
 */
@Injectable()
export class ScopeCatalogue {
  private readonly own: OwnScope[] = [];

  constructor(
    private readonly config: AppConfig,
    private readonly apis: ApiCatalogue,
  ) {}

  /** Describes scopes of our own routes; surfaces call it at boot. */
  defineOwn(scopes: readonly OwnScope[]): void {
    this.own.push(...scopes);
  }

  /** @returns null for an audience that is nobody's. */
  async findByAudience(audience: string): Promise<ResourceServer | null> {
    if (audience === this.config.publicUrl) return this.ownServer();
    return (await this.apis.snapshot()).byAudience(audience);
  }

  /** Every resource server, our own first. */
  async list(): Promise<ResourceServer[]> {
    const { apis } = await this.apis.snapshot();
    return [this.ownServer(), ...apis.map(({ record }) => record)];
  }

  /**
   * The audience of a token whose client named scopes but no `resource`: that of the one API which
   * defines all of them, else our own. Scopes that no API defines, such as `openid`, do not count.
   */
  async audienceOfScopes(names: readonly string[]): Promise<string> {
    if (names.some((name) => this.isOwn(name))) return this.config.publicUrl;
    const snapshot = await this.apis.snapshot();
    const [first, ...others] = names
      .map((name) => snapshot.definingScope(name).map((api) => api.audience))
      .filter((audiences) => audiences.length > 0);
    const shared = first?.filter((audience) => others.every((each) => each.includes(audience)));
    return shared?.length === 1 && shared[0] !== undefined ? shared[0] : this.config.publicUrl;
  }

  /** The description of a scope and the name of the API that defines it; null when none does. */
  async describe(name: string): Promise<{ description: LocalizedText; apiName: string } | null> {
    const own = this.own.find((scope) => scope.name === name);
    if (own !== undefined) return { description: own.description, apiName: OWN_NAME };
    for (const { record } of (await this.apis.snapshot()).apis) {
      const scope = record.scopes.find((candidate) => candidate.name === name);
      if (scope === undefined) continue;
      // Whoever protected the API wrote one text.
      const description = { en: scope.description, zh: scope.description };
      return { description, apiName: record.name };
    }
    return null;
  }

  private ownServer(): ResourceServer {
    const scopes = this.own.map(({ name, description }) => ({ name, description: description.en }));
    return { name: OWN_NAME, audience: this.config.publicUrl, scopes };
  }

  private isOwn(name: string): boolean {
    return this.own.some((scope) => scope.name === name);
  }
}
