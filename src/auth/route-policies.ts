import { Injectable, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { OWN_API_ID, type Policy } from '../kernel/policy.js';
import { AppConfig } from '../platform/config/index.js';
import { PUBLIC_ROUTE } from '../platform/http/index.js';
import { QueryKeyOf, RolesOf, RouteAccessOf, ScopesOf } from './decorators/access.js';

type Handler = (...args: never[]) => unknown;
type ControllerClass = abstract new (...args: never[]) => unknown;

/** Who may call a route: everybody, those who satisfy a policy, or, undeclared, nobody. */
export type RouteRule = 'public' | 'undeclared' | Policy;

/** One route of our own. */
export interface OwnRoute {
  readonly method: string;
  /** Path pattern as Nest knows it, with a leading slash. */
  readonly path: string;
  readonly rule: RouteRule;
}

/** Id and name under which our own routes are known as a protected API. */
const OWN_API = { id: OWN_API_ID, name: 'Ostiary' } as const;

/** Compiles the decorators of a route, once, into the policy that is executed per request. */
@Injectable()
export class RoutePolicies {
  private readonly compiled = new WeakMap<ControllerClass, Map<Handler, RouteRule>>();
  private crossOriginPaths: ReadonlySet<string> | null = null;

  constructor(
    private readonly config: AppConfig,
    private readonly reflector: Reflector,
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  ruleOf(controller: ControllerClass, handler: Handler): RouteRule {
    const rules = this.rulesOf(controller);
    const known = rules.get(handler);
    if (known !== undefined) return known;
    const rule = this.compile(controller, handler);
    rules.set(handler, rule);
    return rule;
  }

  /** Paths that browsers may call from other origins, and so ask for in a preflight. */
  isCrossOrigin(path: string): boolean {
    this.crossOriginPaths ??= new Set(
      this.list()
        .filter(({ rule }) => typeof rule === 'object' && rule.crossOrigin)
        .map((route) => route.path),
    );
    return this.crossOriginPaths.has(path);
  }

  /** Every route of every controller, with its rule. */
  list(): OwnRoute[] {
    return this.discovery.getControllers().flatMap(({ instance, metatype }) => {
      const prototype = Object.getPrototypeOf(instance) as Record<string, Handler>;
      const controller = metatype as unknown as ControllerClass;
      const base = pathsOf(controller);
      return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
        const handler = prototype[name];
        const method = handler && (Reflect.getMetadata(METHOD_METADATA, handler) as unknown);
        if (handler === undefined || typeof method !== 'number') return [];
        const rule = this.ruleOf(controller, handler);
        return base.flatMap((head) =>
          pathsOf(handler).map((tail) => ({
            method: RequestMethod[method] ?? 'ALL',
            path: joinPaths(head, tail),
            rule,
          })),
        );
      });
    });
  }

  /** By controller as well: those that inherit a handler from one class do not share its rule. */
  private rulesOf(controller: ControllerClass): Map<Handler, RouteRule> {
    let rules = this.compiled.get(controller);
    if (rules === undefined) {
      rules = new Map();
      this.compiled.set(controller, rules);
    }
    return rules;
  }

  private compile(controller: ControllerClass, handler: Handler): RouteRule {
    const targets = [handler, controller];
    const access = this.reflector.getAllAndOverride(RouteAccessOf, targets);
    if (access === undefined) {
      const isPublic = this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC_ROUTE, targets);
      return isPublic === true ? 'public' : 'undeclared';
    }
    return {
      ...OWN_API,
      audience: this.config.publicUrl,
      accept: new Set(access.accept),
      environment: null,
      access: 'all',
      queryKeyNames: this.reflector.getAllAndOverride(QueryKeyOf, targets) ?? [],
      isPublic: false,
      anonymous: null,
      limits: null,
      totalLimits: [],
      scopes: this.reflector.getAllAndOverride(ScopesOf, targets) ?? [],
      roles: this.reflector.getAllAndOverride(RolesOf, targets) ?? [],
      loginStandsForScopes: access.loginStandsForScopes,
      crossOrigin: access.crossOrigin,
    };
  }
}

function pathsOf(target: object): string[] {
  const path = Reflect.getMetadata(PATH_METADATA, target) as string | string[] | undefined;
  return path === undefined ? [''] : Array.isArray(path) ? path : [path];
}

function joinPaths(head: string, tail: string): string {
  const joined = `/${head}/${tail}`.replace(/\/+/g, '/');
  return joined.length > 1 ? joined.replace(/\/$/, '') : joined;
}
