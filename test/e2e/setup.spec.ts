import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../harness/server.js';

/** What a person reads on the page. */
const textOf = (html: string): string => html.replace(/<[^>]*>/g, ' ');

describe('the set-up page', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer({
      env: { OSTIARY_ADMIN_USERNAME: '', OSTIARY_ADMIN_PASSWORD: '' },
    });
  });
  afterAll(() => server.stop());

  const open = async (headers: Record<string, string> = {}) => {
    const response = await fetch(server.url('/setup'), { headers });
    return { status: response.status, html: await response.text() };
  };
  const submit = async (token: string) => {
    const response = await fetch(server.url('/setup'), {
      method: 'POST',
      body: new URLSearchParams({ token, username: 'root', password: 'seven green boats sail' }),
    });
    return { status: response.status, html: await response.text() };
  };

  it('offers its form until there is an administrator, and says so afterwards', async () => {
    const token = /\/setup#token=([\w-]+)/.exec(server.output())?.[1] ?? '';
    const before = await open();
    expect(before.status).toBe(200);
    expect(before.html).toContain('<form id="setup"');
    expect((await submit('x')).html).toContain('<form id="setup"');

    expect((await submit(token)).status).toBe(200);

    const after = await open();
    expect(after.status).toBe(200);
    expect(textOf(after.html)).toContain('There is an administrator already.');
    expect(after.html).not.toMatch(/<form|<script/);
    const late = await submit(token);
    expect(late.status).toBe(409);
    expect(late.html).not.toContain('<form');
    const chinese = await open({ 'accept-language': 'zh-CN' });
    expect(textOf(chinese.html)).toContain('管理员已存在');
  });
});
