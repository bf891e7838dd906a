import { type RawResponse, rawRequest, sendRaw } from '../harness/raw.js';
import { freePort } from '../harness/free-port.js';
import { type Ask, World } from '../harness/world.js';
import type { RunningProxy } from './proxy-process.js';
import { type GeneratedBlock, type ProxyName, startProxy } from './start-proxy.js';

/** A server that trusts the proxies of this machine, and proxies that run the blocks which it writes. */
export class ProxyWorld {
  private readonly running: RunningProxy[] = [];

  private constructor(
    readonly name: ProxyName,
    readonly world: World,
  ) {}

  static async open(name: ProxyName): Promise<ProxyWorld> {
    const env = { OSTIARY_TRUSTED_PROXIES: '127.0.0.1/32' };
    return new ProxyWorld(name, await World.open({ samples: false, env }));
  }

  async close(): Promise<void> {
    await Promise.all(this.running.map((proxy) => proxy.stop()));
    await this.world.close();
  }

  /** The block as an operator gets it. */
  async blockOf(apiId: string): Promise<GeneratedBlock> {
    const path = `/admin/apis/${apiId}/connect?proxy=${this.name}`;
    const { status, body } = await this.world.server.admin<GeneratedBlock>('GET', path);
    if (status !== 200) throw new Error(`no block: ${JSON.stringify(body)}`);
    return body;
  }

  /** The proxy before an API. */
  async start(apiId: string): Promise<RunningProxy> {
    return this.run(await this.blockOf(apiId));
  }

  /** The proxy before an API, with nobody at the address where it asks. */
  async startAlone(apiId: string): Promise<RunningProxy> {
    const [block, nobody] = [await this.blockOf(apiId), await freePort()];
    const elsewhere = (text: string) => text.replaceAll(`:${this.world.server.port}`, `:${nobody}`);
    const { config, files = [] } = block;
    return this.run({
      ...block,
      config: elsewhere(config),
      files: files.map(({ name, content }) => ({ name, content: elsewhere(content) })),
    });
  }

  private async run(block: GeneratedBlock): Promise<RunningProxy> {
    const proxy = await startProxy(this.name, block);
    this.running.push(proxy);
    return proxy;
  }
}

/** A call through a proxy, down to its bytes. */
export async function askThrough(proxy: RunningProxy, ask: Ask): Promise<RawResponse> {
  const { method = 'GET', target, headers = [], body = '', from } = ask;
  const length = body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
  // latin1, so that a header can hold any byte.
  const head = Buffer.from(rawRequest(method, target, [...headers, ...length]), 'latin1');
  const response = await sendRaw(proxy.port, Buffer.concat([head, Buffer.from(body)]), {
    ...(from === undefined ? {} : { localAddress: from }),
  });
  return { ...response, body: withoutChunks(response) };
}

/** The body of a response, whatever its transfer coding (RFC 9112 §7.1). */
function withoutChunks(response: RawResponse): string {
  if (!response.header('transfer-encoding').includes('chunked')) return response.body;
  let [rest, body] = [response.body, ''];
  for (;;) {
    const [, size = '0'] = /^([0-9a-f]+)\r\n/i.exec(rest) ?? [];
    const length = Number.parseInt(size, 16);
    if (length === 0) return body;
    const start = size.length + 2;
    body += rest.slice(start, start + length);
    rest = rest.slice(start + length + 2);
  }
}
