import { CALLBACK, PASSWORD } from '../../harness/oauth-names.js';
import type { OAuthServer } from './oauth-server.js';

export interface PageResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Where the browser is now, or where it was sent away from the server. */
  readonly url: URL;
}

/** A person's browser without scripts: cookies by host and path, redirects, and forms that are filled in. */
export class Browser {
  private readonly jar: { name: string; value: string; host: string; path: string }[] = [];

  constructor(private readonly server: { readonly url: string }) {}

  cookies(): Record<string, string> {
    return Object.fromEntries(this.jar.map(({ name, value }) => [name, value]));
  }

  /** GET, following redirects as long as they stay on the server. */
  async open(target: string): Promise<PageResponse> {
    return this.request(new URL(target, this.server.url), { method: 'GET' });
  }

  /** Submits the form of a page, with its hidden fields and the given ones. */
  async submit(
    page: PageResponse,
    fields: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<PageResponse> {
    const form =
      /<form[^>]*method="post"[^>]*action="([^"]*)"|<form[^>]*action="([^"]*)"[^>]*method="post"/.exec(
        page.text,
      );
    const action = unescapeHtml(form?.[1] ?? form?.[2] ?? '');
    return this.post(new URL(action, page.url), { ...hiddenFields(page.text), ...fields }, headers);
  }

  async post(
    target: URL,
    fields: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<PageResponse> {
    return this.request(target, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams(fields).toString(),
    });
  }

  private async request(target: URL, init: RequestInit): Promise<PageResponse> {
    const headers = new Headers(init.headers);
    const cookie = this.jar
      .filter(({ host, path }) => host === target.host && target.pathname.startsWith(path))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
    if (cookie !== '') headers.set('cookie', cookie);
    headers.set('accept', 'text/html,application/xhtml+xml,*/*;q=0.8');
    const response = await fetch(target, { ...init, headers, redirect: 'manual' });
    this.keep(response, target);
    const location = response.headers.get('location');
    if (location !== null && response.status >= 300 && response.status < 400) {
      await response.arrayBuffer();
      const next = new URL(location, target);
      if (next.port === target.port && next.protocol === target.protocol)
        return this.request(next, { method: 'GET' });
      return { status: response.status, headers: response.headers, text: '', url: next };
    }
    return {
      status: response.status,
      headers: response.headers,
      text: await response.text(),
      url: target,
    };
  }

  private keep(response: Response, target: URL): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split('; ');
      const at = pair.indexOf('=');
      const name = pair.slice(0, at);
      const value = pair.slice(at + 1);
      const path = attributes.find((text) => /^path=/i.test(text))?.slice(5) ?? '/';
      const known = this.jar.findIndex(
        (each) => each.name === name && each.path === path && each.host === target.host,
      );
      if (known >= 0) this.jar.splice(known, 1);
      const isCleared =
        value === '' || attributes.some((text) => /^expires=Thu, 01 Jan 1970/i.test(text));
      if (!isCleared) this.jar.push({ name, value, host: target.host, path });
    }
  }
}

export function hiddenFields(html: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [tag] of html.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(tag)?.[1];
    if (name !== undefined) fields[name] = unescapeHtml(/value="([^"]*)"/.exec(tag)?.[1] ?? '');
  }
  return fields;
}

function unescapeHtml(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

export function authorizeUrl(
  id: string,
  parameters: Record<string, string | undefined> = {},
): string {
  const query = new URLSearchParams();
  const all = {
    response_type: 'code',
    client_id: id,
    redirect_uri: CALLBACK,
    scope: 'openid profile read',
    state: 'st',
    ...parameters,
  };
  for (const [name, value] of Object.entries(all)) if (value !== undefined) query.set(name, value);
  return `/oauth/authorize?${query}`;
}

/** Signs in and allows everything that is asked; where the browser is sent at the end. */
export async function authorize(
  server: Pick<OAuthServer, 'url'>,
  target: string,
  browser = new Browser(server),
): Promise<URL> {
  let page = await browser.open(target);
  if (page.text.includes('id="login"')) {
    page = await browser.submit(page, { username: 'alice', password: PASSWORD });
  }
  if (page.text.includes('id="consent"')) page = await browser.submit(page, { decision: 'allow' });
  return page.url;
}
