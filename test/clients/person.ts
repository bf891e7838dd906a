interface Page {
  readonly url: URL;
  readonly html: string;
}

/** Somebody at a browser of their own: follows an authorization request and fills in its forms. */
export class Person {
  private readonly cookies = new Map<string, string>();
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
    let next = await this.request(authorizationUrl);
    while (!(next instanceof URL)) {
      const form = openForm(next);
      this.answered.push(form.id);
      const answer: Record<string, string> =
        form.id === 'login'
          ? { username: this.username, password: this.password }
          : { decision: 'allow' };
      next = await this.request(form.action, new URLSearchParams({ ...form.hidden, ...answer }));
    }
    return next;
  }

  private async request(url: URL, form?: URLSearchParams): Promise<Page | URL> {
    const cookie = [...this.cookies].map((pair) => pair.join('=')).join('; ');
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { accept: 'text/html', cookie },
      ...(form === undefined ? {} : { method: 'POST', body: form }),
    });
    for (const line of response.headers.getSetCookie()) this.keep(line);
    const location = response.headers.get('location');
    if (location === null) return { url, html: await response.text() };
    const target = new URL(location, url);
    return target.origin === url.origin ? this.request(target) : target;
  }

  private keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === '') this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

function openForm({ url, html }: Page) {
  const [, id = '', attributes = '', content = ''] =
    /<form id="(login|consent)"([^>]*)>(.*?)<\/form>/s.exec(html) ?? [];
  if (id === '') throw new Error(`no form to fill in: ${html}`);
  const hidden = [...content.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(
    ([tag]) => [attribute(tag, 'name'), attribute(tag, 'value')] as const,
  );
  const action = new URL(attribute(attributes, 'action'), url);
  return { id, action, hidden: Object.fromEntries(hidden) };
}

function attribute(tag: string, name: string): string {
  const value = new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
  return value.replaceAll('&amp;', '&');
}
