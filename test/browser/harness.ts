import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import {
  type JsonAnswer,
  type ServerOptions,
  startServer,
  type TestServer,
} from '../harness/server.js';
import { watch } from './faults.js';
import type { Language, Width } from './variants.js';

export { expectClean, picture } from './expect-clean.js';
export { takeFaults } from './faults.js';
export { describeEach, type Language, textsOf, type Variant, type Width } from './variants.js';

const CHROMIUM = '/usr/bin/chromium';
const VIEWPORTS = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };
const LOCALES = { en: 'en-GB', zh: 'zh-CN' };
/** Pages on two busy cores; a test that waits longer than this waits in vain. */
const PATIENCE_MS = 10_000;

/** What a person would type were it markup; shown as text, it opens nothing. */
export const MARKUP_NAME = '"><img src=x onerror=alert(1)>';

/** Somebody who can sign in. */
export interface Account {
  readonly id: string;
  readonly username: string;
  readonly password: string;
}

export interface ViewOptions {
  readonly width?: Width;
  readonly language?: Language;
  /** Default: dark for one language at each width, so that tests of every variant have seen both. */
  readonly scheme?: 'light' | 'dark';
  /** Whether its person wants things to move; default: no, since nothing is looked at while it fades in. */
  readonly moves?: boolean;
  /** False for a browser that runs no scripts. */
  readonly javaScript?: boolean;
}

export interface ConsoleOptions extends ViewOptions {
  /** Default: the administrator. */
  readonly user?: Account;
  /** The page that is asked for, within the console: `/keys?q=a`. Default: its home page. */
  readonly path?: string;
}

/** A server and a browser, for all tests of one file. */
export interface BrowserWorld {
  readonly server: TestServer;
  /** The administrator. */
  readonly admin: Account;
  /** Somebody without a role. */
  readonly ordinary: Account;
  /** The public URL, which is also the issuer, with a path. */
  url(path: string): string;
  /** A further person. */
  createUser(username: string, members?: Readonly<Record<string, unknown>>): Promise<Account>;
  /** A call of the administrator that must succeed, for fixtures; answers the body. */
  make<Body = Record<string, string>>(method: string, path: string, body?: unknown): Promise<Body>;
  /** A call of somebody else with a login token, whatever is answered. */
  callAs<Body = Record<string, string>>(
    user: Account,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<JsonAnswer<Body>>;
  /** A browser profile of its own with one empty page, watched for faults (`expectClean`). */
  openPage(options?: ViewOptions): Promise<Page>;
  /** The console, opened in a new profile and signed in to by its user at the sign-in page. */
  openConsole(options?: ConsoleOptions): Promise<Page>;
  /** Closes the profiles that were opened; call it in `afterEach`. */
  closePages(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts both; `stop()` them in `afterAll`. Tokens and calls of fixtures are the administrator's. */
export async function startBrowserWorld(options: ServerOptions = {}): Promise<BrowserWorld> {
  const [server, browser] = await Promise.all([startServer(options), launchBrowser()]);
  const world = new RunningWorld(server, browser);
  await world.prepare();
  return world;
}

/** A server as it was started, with nobody in it whom the tests know: `admin` and `ordinary` are not there. */
export async function startBareWorld(
  options: ServerOptions = {},
): Promise<Omit<BrowserWorld, 'admin' | 'ordinary'>> {
  const [server, browser] = await Promise.all([startServer(options), launchBrowser()]);
  return new RunningWorld(server, browser);
}

function launchBrowser(): Promise<Browser> {
  if (!existsSync(CHROMIUM)) throw new Error('these tests need Chromium: apt-get install chromium');
  // Its sandbox refuses to run for root.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath: CHROMIUM, args });
}

class RunningWorld implements BrowserWorld {
  admin!: Account;
  ordinary!: Account;
  private readonly contexts: BrowserContext[] = [];
  private readonly tokens = new Map<string, string>();

  constructor(
    readonly server: TestServer,
    private readonly browser: Browser,
  ) {}

  async prepare(): Promise<void> {
    const { adminUsername: username, adminPassword: password } = this.server;
    const { data } = await this.make<{ data: Account[] }>('GET', '/admin/users');
    this.admin = { id: data[0]?.id ?? '', username, password };
    this.ordinary = await this.createUser('olga');
  }

  url(path: string): string {
    return `http://localhost:${this.server.port}${path}`;
  }

  async createUser(username: string, members: Readonly<Record<string, unknown>> = {}) {
    const password = 'seven green boats sail';
    const { id = '' } = await this.make('POST', '/admin/users', { username, password, ...members });
    return { id, username, password };
  }

  async make<Body = Record<string, string>>(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Body> {
    const answer = await this.server.admin<Body>(method, path, body);
    if (answer.status < 300) return answer.body;
    throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  }

  async callAs<Body = Record<string, string>>(
    user: Account,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<JsonAnswer<Body>> {
    const authorization = `Bearer ${await this.tokenOf(user)}`;
    return this.server.call<Body>(method, path, { headers: { authorization }, body });
  }

  async openPage(options: ViewOptions = {}): Promise<Page> {
    const { width = 'desktop', language = 'en', javaScript = true, moves = false } = options;
    const isDark = (width === 'phone') === (language === 'en');
    const scheme = options.scheme ?? (isDark ? 'dark' : 'light');
    const context = await this.browser.newContext({
      viewport: VIEWPORTS[width],
      hasTouch: width === 'phone',
      locale: LOCALES[language],
      reducedMotion: moves ? 'no-preference' : 'reduce',
      colorScheme: scheme,
      javaScriptEnabled: javaScript,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    this.contexts.push(context);
    context.setDefaultTimeout(PATIENCE_MS);
    await watch(context, [this.url('')]);
    return context.newPage();
  }

  async openConsole({
    user = this.admin,
    path = '/',
    ...view
  }: ConsoleOptions = {}): Promise<Page> {
    const page = await this.openPage(view);
    await page.goto(this.url(`/console${path}`));
    await signIn(page, user);
    await page.locator('h1').first().waitFor();
    expect(page.url()).not.toContain('/oauth/');
    return page;
  }

  async closePages(): Promise<void> {
    await Promise.all(this.contexts.splice(0).map((context) => context.close()));
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
  }

  private async tokenOf({ username, password }: Account): Promise<string> {
    const known = this.tokens.get(username);
    if (known !== undefined) return known;
    const { status, body } = await this.server.call('POST', '/login', {
      body: { username, password },
    });
    if (status !== 200) throw new Error(`${username} cannot sign in: ${JSON.stringify(body)}`);
    const token = String(body['access_token']);
    this.tokens.set(username, token);
    return token;
  }
}

/** Fills in the sign-in page, when the browser has been sent there. */
export async function signIn(page: Page, { username, password }: Account): Promise<void> {
  await page.locator('#username').fill(username);
  await page.locator('#password').fill(password);
  await page.locator('#login-submit').click();
}
