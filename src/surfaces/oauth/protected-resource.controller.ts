import { Controller, Get, Header, Param } from '@nestjs/common';
import { DPOP_ALGORITHMS } from '../../kernel/dpop-algorithms.js';
import { AppError } from '../../kernel/errors/index.js';
import { readRequestPath } from '../../kernel/request-path.js';
import {
  ApiCatalogue,
  type ResourceServer,
  ScopeCatalogue,
} from '../../modules/protected-apis/index.js';
import { ApiExcludeEndpoint } from '../../platform/api-description/index.js';
import { AppConfig } from '../../platform/config/index.js';
import { PublicRoute } from '../../platform/http/index.js';

/** How to get a token for a protected resource, and how to show it (RFC 9728 §2). */
interface ResourceMetadata {
  readonly resource: string;
  /** Not there where no access token is taken: then no authorization server helps. */
  readonly authorization_servers?: readonly string[];
  readonly dpop_signing_alg_values_supported?: readonly string[];
  readonly bearer_methods_supported: readonly string[];
  readonly scopes_supported: readonly string[];
  readonly resource_name: string;
  readonly resource_documentation: string;
}

@Controller('.well-known/oauth-protected-resource')
@PublicRoute()
export class ProtectedResourceController {
  constructor(
    private readonly config: AppConfig,
    private readonly scopes: ScopeCatalogue,
    private readonly apis: ApiCatalogue,
  ) {}

  @Get()
  @Header('cache-control', 'public, max-age=300')
  @Header('access-control-allow-origin', '*')
  @ApiExcludeEndpoint()
  async ofServer(): Promise<ResourceMetadata> {
    const server = await this.scopes.findByAudience(this.config.publicUrl);
    if (server === null) throw new AppError('not_found');
    return this.describe(server);
  }

  /**
   * A protected API describes itself behind its path prefix, and behind every path that it protects (RFC 9728
   * §3.1): clients ask for the URL that they call. One with a host describes itself behind its id.
   */
  @Get('*')
  @Header('cache-control', 'public, max-age=300')
  @Header('access-control-allow-origin', '*')
  @ApiExcludeEndpoint()
  async ofApi(@Param('*') path: string): Promise<ResourceMetadata> {
    const snapshot = await this.apis.snapshot();
    const byPath = () => snapshot.match('GET', null, readRequestPath(`/${path}`))?.api.record;
    const found = snapshot.byId(path) ?? byPath();
    if (found === undefined) throw new AppError('not_found');
    return this.describe(found, found.accept.includes('access_token'));
  }

  private describe(
    { name, audience, scopes }: ResourceServer,
    takesAccessTokens = true,
  ): ResourceMetadata {
    const { publicUrl } = this.config;
    const forAccessTokens = {
      authorization_servers: [publicUrl],
      dpop_signing_alg_values_supported: DPOP_ALGORITHMS,
    };
    return {
      resource: audience,
      ...(takesAccessTokens ? forAccessTokens : {}),
      bearer_methods_supported: ['header'],
      scopes_supported: scopes.map((scope) => scope.name),
      resource_name: name,
      resource_documentation: `${publicUrl}/docs`,
    };
  }
}
