import { describe, expect, it } from 'vitest';
import { validateIdTokenNonce } from './conditions/id-token.js';
import { verifyScopesReturnedInUserInfoClaims } from './conditions/userinfo.js';
import { CookieJar } from './suite/cookie-jar.js';
import type { Expected, IdToken } from './suite/flow.js';
import { Html } from './suite/html.js';
import { must, Run } from './suite/run.js';
import { ScriptedBrowser, type Task } from './suite/scripted-browser.js';
import { SUITE_URL, Wire } from './suite/wire.js';

const token = { header: { alg: 'RS256' }, claims: { nonce: 'a' }, value: '' } as IdToken;
const expected = { request: { nonce: 'b' } } as unknown as Expected;
const request = { scope: 'openid email' };

describe('a run of a module', () => {
  it('reports a condition that fails by the name that the suite gives it, and goes on', async () => {
    const run = new Run();
    const report = await run.report(async () => {
      await run.check('FAILURE', validateIdTokenNonce, token, expected);
      await run.check('WARNING', verifyScopesReturnedInUserInfoClaims, { sub: 'x' }, request);
    });
    expect(report).toEqual({
      outcome: 'FAILED',
      problems: [
        'FAILURE ValidateIdTokenNonce: nonce is "a"',
        'WARNING VerifyScopesReturnedInUserInfoClaims: missing: email, email_verified',
      ],
      skipped: null,
      conditions: ['ValidateIdTokenNonce', 'VerifyScopesReturnedInUserInfoClaims'],
    });
  });

  it('does not pass for one that ends with a warning, is skipped, or breaks off', async () => {
    const outcomes = [
      (run: Run) => run.check('WARNING', verifyScopesReturnedInUserInfoClaims, {}, request),
      async (run: Run) => run.skip('off'),
      async () => Promise.reject(new Error('no answer')),
      async (run: Run) => {
        await run.require(validateIdTokenNonce, token, expected);
      },
    ].map(async (work) => {
      const run = new Run();
      return (await run.report(() => work(run))).outcome;
    });
    expect(await Promise.all(outcomes)).toEqual(['WARNING', 'SKIPPED', 'FAILED', 'FAILED']);
  });

  it('ends where a condition stops it', async () => {
    const run = new Run();
    const report = await run.report(async () => {
      await run.require(function first() {
        must(false, 'not so');
      });
      await run.require(function second() {});
    });
    expect(report.conditions).toEqual(['First']);
  });
});

describe('the scripted browser', () => {
  const browse = (tasks: readonly Task[]): Promise<void> => {
    const wire = new Wire('https://op.example.com', 1);
    return new ScriptedBrowser(wire, [{ match: '*', tasks }]).goToUrl(
      `${SUITE_URL}/callback?code=1`,
    );
  };

  it.each<[string, Task]>([
    ['a page that a task is not for', { task: 't', match: 'https://op.example.com/*' }],
    ['an element that is not there', { task: 't', commands: [['click', 'id', 'login-submit']] }],
    [
      'a text that is not there',
      { task: 't', commands: [['wait', 'id', 'submission_complete', 1, 'No']] },
    ],
    ['a command by something else than an id', { task: 't', commands: [['click', 'name', 'x']] }],
  ])('fails at %s', async (_what, task) => {
    await expect(browse([task])).rejects.toThrow();
  });

  it('passes over what is optional', async () => {
    const tasks: Task[] = [
      { task: 'a', match: 'https://op.example.com/*', optional: true },
      { task: 'b', commands: [['click', 'id', 'login-submit', 'optional']] },
      { task: 'c', commands: [['wait', 'id', 'submission_complete', 10, 'received']] },
    ];
    await expect(browse(tasks)).resolves.toBeUndefined();
  });

  it('reads the form around a button, and the text of an element', () => {
    const html = new Html(
      '<p id="a">x <b>y&amp;z</b></p><form method="post" action="/go?a=1&amp;b=2">' +
        '<input type="hidden" name="h" value="1&quot;"/><button id="s" name="d" value="v">Go</button></form>',
    );
    expect(html.textOf('a')).toBe('x y&z');
    expect(html.formAround('s')).toEqual({
      action: '/go?a=1&b=2',
      method: 'POST',
      fields: { h: '1"' },
    });
    expect(() => html.formAround('a')).toThrow('in no form');
  });

  it('keeps cookies by host and path, and drops those that are over', () => {
    const jar = new CookieJar();
    const url = new URL('https://op.example.com/interaction/1');
    jar.keep(url, ['a=1; path=/interaction/1; secure', 'b=2; path=/']);
    expect(jar.header(url)).toBe('a=1; b=2');
    expect(jar.header(new URL('https://op.example.com/interaction/12'))).toBe('b=2');
    expect(jar.header(new URL('https://other.example/'))).toBeNull();
    jar.keep(url, ['b=; path=/; expires=Thu, 01 Jan 1970 00:00:00 GMT']);
    expect(jar.header(url)).toBe('a=1');
  });
});
