import { request } from 'undici';

/** What a browser shows. */
export interface Page {
  readonly url: URL;
  readonly status: number;
  readonly html: string;
}

/** Somebody at a browser of their own: follows links and fills in the forms of the server. */
export class Person {
  /** Cookies by host: as in every browser, a port does not matter. */
  private readonly cookies = new Map<string, Map<string, string>>();
  /** Ids of the forms that were filled in, in order. */
  readonly answered: string[] = [];

  constructor(
    private readonly username: string,
    private readonly password: string,
  ) {}

  /**
   * Signs in and consents where the pages ask for it.
   *
   * @returns where the browser is sent to when it leaves the server
   */
  async visit(authorizationUrl: URL): Promise<URL> {
    const leavesServer = (target: URL) => target.origin !== authorizationUrl.origin;
    let next = await this.request(authorizationUrl, undefined, leavesServer);
    while (!(next instanceof URL)) next = await this.fillIn(next, leavesServer);
    return next;
  }

  /**
   * Opens a page of an app, or sends a form to it, and goes wherever that leads: to the server, through
   * its forms, and back.
   *
   * @returns the first page that asks for nothing
   */
  async open(url: URL | string, form?: Readonly<Record<string, string>>): Promise<Page> {
    const body = form === undefined ? undefined : new URLSearchParams(form);
    let page = (await this.request(new URL(url), body)) as Page;
    while (FORM.test(page.html)) page = (await this.fillIn(page)) as Page;
    return page;
  }

  private fillIn(page: Page, isTooFar?: (target: URL) => boolean): Promise<Page | URL> {
    const form = openForm(page);
    this.answered.push(form.id);
    const { username, password } = this;
    const answer = {
      login: { username, password },
      consent: { decision: 'allow' },
      logout: { logout: 'yes' },
      device: {},
      'device-confirm': { confirm: 'yes' },
    };
    const fields = new URLSearchParams({ ...form.fields, ...answer[form.id] });
    return this.request(form.action, fields, isTooFar);
  }

  /** @param isTooFar ends the way at a redirect to there, which is the answer then */
  private async request(
    url: URL,
    form?: URLSearchParams,
    isTooFar: (target: URL) => boolean = () => false,
  ): Promise<Page | URL> {
    const cookie = [...this.cookiesOf(url)].map((pair) => pair.join('=')).join('; ');
    const { statusCode, headers, body } = await request(url, {
      headers: {
        accept: 'text/html',
        // By this, a server tells a browser from a script.
        'sec-fetch-mode': 'navigate',
        ...(cookie === '' ? {} : { cookie }),
        ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(form === undefined ? {} : { method: 'POST', body: form.toString() }),
    });
    const html = await body.text();
    for (const line of [headers['set-cookie'] ?? []].flat()) this.keep(url, line);
    if (typeof headers.location !== 'string') return { url, status: statusCode, html };
    const target = new URL(headers.location, url);
    return isTooFar(target) ? target : this.request(target, undefined, isTooFar);
  }

  private cookiesOf({ hostname }: URL): Map<string, string> {
    const known = this.cookies.get(hostname) ?? new Map<string, string>();
    this.cookies.set(hostname, known);
    return known;
  }

  private keep(url: URL, line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === '') this.cookiesOf(url).delete(name);
    else this.cookiesOf(url).set(name, value);
  }
}

type FormId = 'login' | 'consent' | 'logout' | 'device' | 'device-confirm';

const FORM = /<form id="(login|consent|logout|device|device-confirm)"([^>]*)>(.*?)<\/form>/s;

function openForm({ url, html }: Page) {
  const [, id, attributes = '', content = ''] = FORM.exec(html) ?? [];
  if (id === undefined) throw new Error(`no form to fill in: ${html}`);
  const fields = [...content.matchAll(/<input[^>]*>/g)].map(
    ([tag]) => [attribute(tag, 'name'), attribute(tag, 'value')] as const,
  );
  const action = new URL(attribute(attributes, 'action'), url);
  return { id: id as FormId, action, fields: Object.fromEntries(fields) };
}

function attribute(tag: string, name: string): string {
  const value = new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
  return value.replaceAll('&amp;', '&');
}
