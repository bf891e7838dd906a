import { Controller, Get, Module } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  AdminAccess,
  Authenticated,
  Public,
  RoutePolicies,
  type RouteRule,
} from '../../src/auth/index.js';
import type { Policy } from '../../src/kernel/policy.js';
import { type Application, startApplication } from '../harness/application.js';

@Controller('planted')
class UndeclaredController {
  @Get('forgotten')
  forgotten(): string {
    return 'secret';
  }

  @Public()
  @Get('open')
  open(): string {
    return 'open';
  }
}

abstract class SharedRoutes {
  @Get('inherited')
  inherited(): string {
    return 'inherited';
  }
}

@Public()
@Controller('planted/public')
class PublicChild extends SharedRoutes {}

@Authenticated('api_key')
@Controller('planted/guarded')
class GuardedChild extends SharedRoutes {}

@AdminAccess('admin:planted')
@Controller('planted/admin')
class AdminChild extends SharedRoutes {}

@Module({ controllers: [UndeclaredController, PublicChild, GuardedChild, AdminChild] })
class PlantedModule {}

let app: Application;

beforeAll(async () => {
  app = await startApplication([PlantedModule]);
});
afterAll(() => app.close());

const ofOurs = (path: string): boolean => !path.startsWith('/planted');

function describeRule(rule: RouteRule): string {
  if (typeof rule === 'string') return rule.toUpperCase();
  const parts = [
    [...rule.accept].join(' '),
    rule.scopes.length === 0 ? '' : `scopes: ${rule.scopes.join(' ')}`,
    rule.roles.length === 0 ? '' : `roles: ${rule.roles.join(' ')}`,
    rule.queryKeyNames.length === 0 ? '' : `key in query: ${rule.queryKeyNames.join(' ')}`,
    rule.crossOrigin ? 'cross-origin' : '',
  ];
  return parts.filter(Boolean).join(', ');
}

describe('the routes of the server', () => {
  it('all say who may call them', () => {
    const routes = app.nest
      .get(RoutePolicies)
      .list()
      .filter(({ path }) => ofOurs(path));
    expect(routes.length).toBeGreaterThan(40);
    expect(routes.filter(({ rule }) => rule === 'undeclared')).toEqual([]);
  });

  it('are these, with these rules: a change here is a change of who may call what', async () => {
    const controlled = app.nest
      .get(RoutePolicies)
      .list()
      .filter(({ path }) => ofOurs(path));
    const lines = controlled.map(
      ({ method, path, rule }) => `${method} ${path}: ${describeRule(rule)}`,
    );
    const known = new Set(controlled.map(({ method, path }) => `${method} ${path}`));
    const raw = app.routes
      .filter(
        ({ method, path }) => method !== 'HEAD' && ofOurs(path) && !known.has(`${method} ${path}`),
      )
      .map(({ method, path }) => `${method} ${path}`);
    const text = [
      'Routes of controllers, with who may call them',
      ...lines.sort(),
      '',
      'Raw routes: each asks for the decision, or for its own proof, itself',
      ...rawLines(raw),
      '',
    ].join('\n');
    await expect(text).toMatchFileSnapshot('routes.snapshot.txt');
  });

  it('of the administration all need an administrator or the scope', () => {
    const routes = app.nest
      .get(RoutePolicies)
      .list()
      .filter(({ path }) => path.startsWith('/admin'));
    expect(routes.length).toBeGreaterThan(20);
    for (const { rule } of routes) {
      expect(rule).toMatchObject({ roles: ['admin'], crossOrigin: false });
      expect(rule).toMatchObject({ scopes: [expect.stringMatching(/^admin:[a-z-]+$/)] });
    }
  });

  it('of an account all need the person, or a token with the scope from the person', () => {
    const routes = app.nest
      .get(RoutePolicies)
      .list()
      .filter(({ path }) => path.startsWith('/account'));
    expect(routes.length).toBeGreaterThan(20);
    for (const { rule } of routes) {
      const accept = [...(rule as Policy).accept].filter((kind) => kind !== 'access_token');
      expect(accept).toEqual(['login_token']);
      if ((rule as Policy).accept.size === 1) continue;
      expect(rule).toMatchObject({ roles: [], crossOrigin: false });
      expect(rule).toMatchObject({ scopes: [expect.stringMatching(/^account:[a-z-]+$/)] });
    }
  });
});

describe('a controller without a declaration', () => {
  it('lets nobody in, and does not say why', async () => {
    const response = await fetch(app.url('/planted/forgotten'));
    const body = await response.text();
    expect([response.status, response.headers.get('content-type')]).toEqual([
      500,
      'application/problem+json',
    ]);
    expect(JSON.parse(body)).toMatchObject({ code: 'server_error' });
    expect(body).not.toMatch(/secret|declar|route|guard|forgotten\W*:/i);
  });

  it('is found by the list', () => {
    const planted = app.nest
      .get(RoutePolicies)
      .list()
      .filter(({ rule }) => rule === 'undeclared');
    expect(planted.map(({ path }) => path)).toEqual(['/planted/forgotten']);
  });

  it('does not close the public route beside it', async () => {
    expect(await (await fetch(app.url('/planted/open'))).text()).toBe('open');
  });
});

describe('a handler that several controllers inherit', () => {
  it('has in each the rule of that controller, whichever is called first', async () => {
    const codes = async (): Promise<number[]> => {
      const paths = ['/planted/public', '/planted/guarded', '/planted/admin'];
      const answers = await Promise.all(paths.map((path) => fetch(app.url(`${path}/inherited`))));
      return answers.map(({ status }) => status);
    };
    expect(await codes()).toEqual([200, 401, 401]);
  });
});

/** One line per path. */
function rawLines(routes: readonly string[]): string[] {
  const methods = new Map<string, Set<string>>();
  for (const route of routes) {
    const [method = '', path = ''] = route.split(' ');
    methods.set(path, (methods.get(path) ?? new Set()).add(method));
  }
  return [...methods]
    .map(([path, of]) => `${path}: ${of.size > 6 ? 'any method' : [...of].sort().join(' ')}`)
    .sort();
}
