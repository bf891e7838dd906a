import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Clock } from '../../platform/clock.js';
import { AppConfig } from '../../platform/config/index.js';
import { AssetsController } from './assets.controller.js';
import { PagesController } from './pages.controller.js';
import { STYLESHEET_HREF } from './styles/stylesheet.js';

let app: NestFastifyApplication;

beforeAll(async () => {
  const module = await Test.createTestingModule({
    controllers: [PagesController, AssetsController],
    providers: [
      { provide: AppConfig, useValue: { publicUrl: 'https://auth.example.com', samples: true } },
      { provide: Clock, useValue: { now: () => Date.UTC(2026, 10, 20) } },
    ],
  }).compile();
  app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
  await app.init();
});

afterAll(async () => {
  await app.close();
});

function get(url: string, headers: Record<string, string> = {}) {
  return app.inject({ method: 'GET', url, headers });
}

describe('the public pages', () => {
  it.each(['/', '/errors', '/errors/token_expired'])(
    'answer %s as a cacheable page',
    async (url) => {
      const answer = await get(url);
      expect(answer.statusCode).toBe(200);
      expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
      expect(answer.headers['cache-control']).toBe('public, max-age=300');
      expect(answer.headers['vary']).toBe('Accept-Language, Cookie');
      expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
      expect(answer.headers['set-cookie']).toBeUndefined();
    },
  );

  it('answer in the language of the browser, of the cookie, of the query', async () => {
    const browser = await get('/errors/not_found', { 'accept-language': 'zh-CN' });
    expect(browser.body).toContain('<h1>未找到</h1>');
    const cookie = await get('/errors/not_found', { cookie: 'ostiary_lang=zh' });
    expect(cookie.body).toContain('<h1>未找到</h1>');
    const query = await get('/errors/not_found?ui_locales=en', { cookie: 'ostiary_lang=zh' });
    expect(query.body).toContain('<h1>Not found</h1>');
  });

  it('remember a language that was chosen, and then let nobody cache the answer', async () => {
    const answer = await get('/?ui_locales=zh');
    expect(answer.headers['set-cookie']).toMatch(/^ostiary_lang=zh; .*Secure$/);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it.each(['/errors/nothing_like_that', '/errors/constructor', '/errors/%3Cscript%3E'])(
    'answer 404 with the list of codes for %s and do not repeat it',
    async (url) => {
      const answer = await get(url);
      expect(answer.statusCode).toBe(404);
      expect(answer.headers['cache-control']).toBe('no-store');
      expect(answer.body).toContain('href="/errors/not_found"');
      expect(answer.body).not.toContain('<script');
    },
  );
});

describe('what the pages load', () => {
  it('is where they expect it, and may be kept while it does not change', async () => {
    const home = await get('/');
    expect(home.body).toContain(`href="${STYLESHEET_HREF}"`);
    const styles = await get(STYLESHEET_HREF);
    expect(styles.headers['content-type']).toBe('text/css; charset=utf-8');
    expect(styles.headers['cache-control']).toContain('immutable');
    const old = await get('/pages/ostiary.css?v=old');
    expect(old.headers['cache-control']).toBe('public, max-age=300');
  });

  it.each([
    ['/pages/ostiary.svg', 'image/svg+xml'],
    ['/pages/setup.js', 'text/javascript; charset=utf-8'],
    ['/llms.txt', 'text/plain; charset=utf-8'],
    ['/.well-known/security.txt', 'text/plain; charset=utf-8'],
  ])('is served: %s as %s', async (url, contentType) => {
    const answer = await get(url);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe(contentType);
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(answer.body.length).toBeGreaterThan(100);
  });
});
