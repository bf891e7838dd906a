import { type Finding, type PastedCall, readHeaderLine } from './pasted-call.js';

/** What the options of a curl command line come to. */
export class CurlCall {
  readonly urls: string[] = [];
  private readonly headers: [name: string, value: string][] = [];
  private readonly findings: Finding[] = [];
  private method: string | null = null;
  private user: string | null = null;
  private bearer: string | null = null;
  private data: string | null = null;
  private isGet = false;

  note(name: string, text: string): void {
    this.findings.push({ name, text });
  }

  /** @param value empty for a switch */
  option(name: string, value: string): void {
    switch (name) {
      case 'header':
        return this.header(value);
      case 'request':
        this.method = value;
        return;
      case 'head':
        this.method ??= 'HEAD';
        return;
      case 'get':
        this.isGet = true;
        return;
      case 'user':
        this.user = value;
        return;
      case 'oauth2-bearer':
        this.bearer = value;
        return;
      case 'url':
        this.urls.push(value);
        return;
      case 'user-agent':
        this.headers.push(['User-Agent', value]);
        return;
      case 'referer':
        this.headers.push(['Referer', value]);
        return;
      case 'cookie':
        if (value.includes('=')) this.headers.push(['Cookie', value]);
        return;
      default:
        return this.further(name, value);
    }
  }

  toPastedCall(): PastedCall {
    const [url] = this.urls;
    const query = this.isGet && this.data !== null ? this.data : null;
    return {
      method: this.method ?? (this.data === null || this.isGet ? 'GET' : 'POST'),
      url: url === undefined || query === null ? (url ?? null) : withQuery(url, query),
      rawHeaders: [...this.headers, ...this.ownAuthorization(url)].flat(),
      findings: this.findings,
    };
  }

  private further(name: string, value: string): void {
    if (/^(?:data(?:-.+)?|form(?:-string)?|json)$/.test(name)) {
      this.data = this.data === null ? value : `${this.data}&${value}`;
    } else if (name === 'upload-file') {
      this.method ??= 'PUT';
    } else if (name.startsWith('netrc')) {
      this.note('netrc', 'A .netrc file adds a Basic header for its hosts, in place of none.');
    } else if (name === 'location') {
      this.note(
        'redirects',
        'With -L, curl drops the Authorization header when it is redirected to another host.',
      );
    }
  }

  /** `-H 'A;'` sends an empty header, `-H 'A:'` takes one away, `-H @file` reads a file. */
  private header(line: string): void {
    if (line.startsWith('@')) {
      return this.note('header_file', 'Headers from a file (-H @…) are not among what was pasted.');
    }
    const emptied = /^([\w-]+);$/.exec(line);
    if (emptied !== null) {
      this.headers.push([emptied[1] as string, '']);
      return;
    }
    const header = readHeaderLine(line);
    if (header === null) {
      return this.note('header_unread', 'A -H option holds no header: it must be "Name: value".');
    }
    if (header[1] !== '') this.headers.push(header);
    else {
      this.note(
        'header_empty',
        `curl sends no "${header[0]}" header at all when nothing stands behind the colon.`,
      );
    }
  }

  /** What curl adds by itself where no `-H` has the name already. */
  private ownAuthorization(url: string | undefined): [string, string][] {
    if (this.headers.some(([name]) => name.toLowerCase() === 'authorization')) return [];
    if (this.bearer !== null) return [['Authorization', `Bearer ${this.bearer}`]];
    const inUrl = /^[a-z]+:\/\/([^@/?#]+)@/i.exec(url ?? '')?.[1];
    const user = this.user ?? inUrl;
    if (user === undefined) return [];
    this.note('basic', 'curl makes a Basic header of -u, and of user:password@ in the URL.');
    const pair = user.includes(':') ? user : `${user}:`;
    return [['Authorization', `Basic ${Buffer.from(pair).toString('base64')}`]];
  }
}

function withQuery(url: string, query: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}${query}`;
}
