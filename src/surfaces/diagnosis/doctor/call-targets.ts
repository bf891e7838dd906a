import { Injectable } from '@nestjs/common';
import { pathOf, RoutePolicies, type RouteRule } from '../../../auth/index.js';
import type { Policy } from '../../../kernel/policy.js';
import { CREDENTIAL_KINDS } from '../../../kernel/principal.js';
import { readRequestPath } from '../../../kernel/request-path.js';
import { ApiCatalogue } from '../../../modules/protected-apis/index.js';
import { AppConfig } from '../../../platform/config/index.js';

/** What a call would meet: a policy, a route that anybody may call, or nothing. */
export type CallTarget = Policy | 'public' | 'oauth' | 'nothing';

/** The endpoints of OAuth answer for themselves, in words of their own. */
const OAUTH = /^\/(?:oauth|connect|interaction|\.well-known)(?:\/|$)/;

interface OwnPattern {
  readonly methods: string;
  readonly segments: readonly string[];
  readonly rule: RouteRule;
}

/** Finds what a call would meet, as the router and the gateway do. */
@Injectable()
export class CallTargets {
  private own: readonly OwnPattern[] | null = null;

  constructor(
    private readonly routes: RoutePolicies,
    private readonly catalogue: ApiCatalogue,
    private readonly config: AppConfig,
  ) {}

  /** What a credential would meet if nothing but the credential mattered. */
  get anyApi(): Policy {
    return {
      id: 'any',
      name: 'an API that takes every kind',
      audience: this.config.publicUrl,
      accept: new Set(CREDENTIAL_KINDS),
      environment: null,
      access: 'all',
      queryKeyNames: [],
      isPublic: false,
      anonymous: null,
      limits: null,
      totalLimits: [],
      scopes: [],
      roles: [],
      loginStandsForScopes: false,
      crossOrigin: true,
    };
  }

  /** @throws AppError `invalid_request` for a path that is refused whoever calls it */
  async find(method: string, host: string | null, target: string): Promise<CallTarget> {
    const path = pathOf(target);
    const rule = this.ownRule(method, path);
    if (rule !== null) return rule === 'undeclared' ? 'nothing' : rule;
    if (OAUTH.test(path)) return 'oauth';
    const snapshot = await this.catalogue.snapshot();
    return snapshot.match(method, host, readRequestPath(path))?.policy ?? 'nothing';
  }

  private ownRule(method: string, path: string): RouteRule | null {
    this.own ??= this.routes.list().map((route) => ({
      methods: route.method,
      segments: route.path.split('/'),
      rule: route.rule,
    }));
    const asked = method === 'HEAD' ? 'GET' : method;
    const segments = path.split('/');
    const found = this.own.find(
      (route) =>
        (route.methods === asked || route.methods === 'ALL') && fits(route.segments, segments),
    );
    return found?.rule ?? null;
  }
}

function fits(pattern: readonly string[], segments: readonly string[]): boolean {
  return (
    pattern.length === segments.length &&
    pattern.every((part, i) => (part.startsWith(':') ? segments[i] !== '' : part === segments[i]))
  );
}
