import { CookieJar } from './cookie-jar.js';
import { Html } from './html.js';
import type { Wire, WireRequest } from './wire.js';

/** `["text","id",ID,VALUE]`, `["click","id",ID]`, `["wait","id",ID,SECONDS,REGEXP?,ACTION?]`; "optional" may end the first two. */
export type Command = readonly (string | number)[];

export interface Task {
  readonly task: string;
  readonly match?: string;
  readonly optional?: boolean;
  readonly commands?: readonly Command[];
}

/** One member of `browser` in a configuration of the suite. */
export interface Script {
  readonly comment?: string;
  readonly match: string;
  readonly tasks: readonly Task[];
}

const MOST_REDIRECTS = 10;
const SCREENSHOTS = new Set(['update-image-placeholder', 'update-image-placeholder-optional']);

/**
 * The suite's scripted browser (`BrowserControl`), as far as our scripts use it: it follows an address
 * and then does the tasks of the first script that matches it. The suite keeps cookies for one run of a
 * module. It runs no scripts and waits for nothing: a page is complete when it is there.
 */
export class ScriptedBrowser {
  private readonly typed = new Map<string, string>();
  private page = { url: new URL('about:blank'), status: 0, html: new Html('') };
  /** The text of each page of which a screenshot would be taken. */
  readonly screenshots: string[] = [];
  /** Ids of the buttons that were pressed, in order. */
  readonly clicked: string[] = [];

  constructor(
    private readonly wire: Wire,
    private readonly scripts: readonly Script[],
    private readonly jar = new CookieJar(),
  ) {}

  /** Status of the page that is shown now. */
  get status(): number {
    return this.page.status;
  }

  /** @throws Error when no script matches, or a task meets a page that it is not for */
  async goToUrl(address: string, method: 'GET' | 'POST' = 'GET'): Promise<void> {
    const script = this.scripts.find(({ match }) => matches(match, address));
    if (script === undefined) throw new Error(`no script for ${address}`);
    const url = new URL(address);
    await this.visit(method === 'GET' ? { method, url } : postOf(url));
    for (const task of script.tasks) await this.perform(task);
  }

  private async perform({
    task,
    match = '*',
    optional = false,
    commands = [],
  }: Task): Promise<void> {
    if (!matches(match, this.page.url.href)) {
      if (optional) return;
      throw new Error(
        `task "${task}" expects ${match} and is at ${this.page.url.href}: ${this.page.html.allText()}`,
      );
    }
    for (const command of commands) await this.run(command);
  }

  private async run(command: Command): Promise<void> {
    const [name, selector, target, ...rest] = command.map(String);
    if (selector !== 'id' || target === undefined)
      throw new Error(`not by id: ${command.join(' ')}`);
    const isMissing = !this.page.html.has(target);
    if (isMissing && name !== 'wait' && rest.at(-1) === 'optional') return;
    if (isMissing) {
      throw new Error(`no element ${target} at ${this.page.url.href}: ${this.page.html.allText()}`);
    }
    if (name === 'text') this.type(target, rest[0] ?? '');
    else if (name === 'click') await this.click(target);
    else if (name === 'wait') this.expectText(target, rest[1], rest[2]);
    else throw new Error(`unknown command ${name}`);
  }

  private type(id: string, value: string): void {
    this.typed.set(this.page.html.attribute(id, 'name') ?? '', value);
  }

  private async click(id: string): Promise<void> {
    const { html, url } = this.page;
    this.clicked.push(id);
    const { action, method, fields } = html.formAround(id);
    const name = html.attribute(id, 'name');
    const button = name === null ? {} : { [name]: html.attribute(id, 'value') ?? '' };
    const sent = new URLSearchParams({ ...fields, ...Object.fromEntries(this.typed), ...button });
    if (method !== 'POST') throw new Error(`the form around ${id} is not posted`);
    await this.visit({
      method,
      url: new URL(action, url),
      headers: { ...FORM_HEADERS, origin: url.origin, 'sec-fetch-site': 'same-origin' },
      body: sent.toString(),
    });
  }

  private expectText(id: string, pattern?: string, action?: string): void {
    const text = this.page.html.textOf(id);
    if (pattern === undefined) return;
    if (!new RegExp(pattern).test(text)) throw new Error(`${id} reads "${text}", not ${pattern}`);
    if (action === undefined) return;
    if (!SCREENSHOTS.has(action)) throw new Error(`unknown action ${action}`);
    this.screenshots.push(text);
  }

  private async visit(first: WireRequest): Promise<void> {
    let next: WireRequest | null = first;
    for (let count = 0; next !== null; count += 1) {
      if (count > MOST_REDIRECTS) throw new Error(`too many redirects at ${next.url.href}`);
      const url: URL = next.url;
      const cookie = this.jar.header(url);
      const answer = await this.wire.send({
        ...next,
        headers: { ...BROWSER_HEADERS, ...next.headers, ...(cookie === null ? {} : { cookie }) },
      });
      this.jar.keep(url, answer.headers['set-cookie'] ?? []);
      this.typed.clear();
      this.page = { url, status: answer.status, html: new Html(answer.body) };
      const { location } = answer.headers;
      const isRedirect = location !== undefined && answer.status >= 300 && answer.status < 400;
      next = isRedirect ? { method: 'GET', url: new URL(location, url), headers: CARRIED } : null;
    }
  }
}

const BROWSER_HEADERS = { accept: 'text/html,*/*;q=0.8', 'accept-language': 'en-US,en;q=0.9' };
const FORM_HEADERS = { 'content-type': 'application/x-www-form-urlencoded' };

/** HtmlUnit, which is the suite's browser, keeps the type of a form that it no longer sends. */
const CARRIED = FORM_HEADERS;

/** The suite sends the query of the address as a form. */
function postOf(address: URL): WireRequest {
  const url = new URL(address.pathname, address);
  return { method: 'POST', url, headers: FORM_HEADERS, body: address.search.slice(1) };
}

/** Spring's `PatternMatchUtils.simpleMatch`: `*` stands for anything. */
function matches(pattern: string, text: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(text);
}
