import type { Application } from '../../harness/application.js';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
  readonly text: string;
}

/** The first administrator of an application, whose clock may be moved on as far as one likes. */
export class Administrator {
  private login: { readonly token: string; readonly until: number } | null = null;
  private readonly objects = new Map<string, Promise<string>>();

  constructor(private readonly app: Application) {}

  /** A call with a fresh login token. */
  async call(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const authorization = `Bearer ${await this.token()}`;
    return this.send(method, path, body, { authorization, ...headers });
  }

  /** A creation that carries a key. */
  post(path: string, key: string, body: unknown): Promise<Answer> {
    return this.call('POST', path, body, { 'idempotency-key': key });
  }

  async send(
    method: string,
    path: string,
    body: unknown,
    headers: Readonly<Record<string, string>>,
  ): Promise<Answer> {
    const response = await fetch(this.app.url(path), {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const { status, headers: answered } = response;
    return { status, headers: answered, text, body: text === '' ? {} : parsed(text) };
  }

  /** A path of the document with the ids of objects of its surface, made when they are first asked for. */
  async pathOf(template: string): Promise<string> {
    const surface = template.split('/', 2).join('/');
    const app = `${surface}/apps/${await this.object(`${surface}/apps`, { name: 'Things' })}`;
    const ids: Record<string, () => Promise<string>> = {
      app_id: () => this.object(`${surface}/apps`, { name: 'Things' }),
      key_id: () => this.object(`${app}/api-keys`, { name: 'Key', scopes: [] }),
      access_key_id: () => this.object(`${app}/access-keys`, { name: 'Pair' }),
      client_id: () =>
        this.object(`${app}/oauth-clients`, {
          client_name: 'Client',
          redirect_uris: ['https://client.example.org/callback'],
          grant_types: ['authorization_code'],
        }),
    };
    let path = template;
    for (const [, name = ''] of template.matchAll(/\{(\w+)\}/g)) {
      const id = ids[name];
      if (id === undefined) throw new Error(`say here what ${name} is the id of`);
      path = path.replace(`{${name}}`, await id());
    }
    return path;
  }

  private object(path: string, body: unknown): Promise<string> {
    const known = this.objects.get(path) ?? this.create(path, body);
    this.objects.set(path, known);
    return known;
  }

  private async create(path: string, body: unknown): Promise<string> {
    const { status, body: made, text } = await this.call('POST', path, body);
    if (status !== 201) throw new Error(`${path}: ${text}`);
    return String(made['id'] ?? made['client_id']);
  }

  private async token(): Promise<string> {
    const now = this.app.clock.now();
    if (this.login === null || this.login.until <= now) {
      const { body } = await this.send('POST', '/login', this.app.admin, {});
      const lifetimeMs = Number(body['expires_in']) * 1000;
      this.login = { token: String(body['access_token']), until: now + lifetimeMs / 2 };
    }
    return this.login.token;
  }
}

function parsed(text: string): Record<string, unknown> {
  return JSON.parse(text) as Record<string, unknown>;
}
