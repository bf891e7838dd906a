import type { LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Agent, request, type Dispatcher } from 'undici';
import { isLoopbackAddress, isPublicAddress } from '../../kernel/special-addresses.js';
import { AppConfig } from '../config/index.js';
import { AddressResolver } from './address-resolver.js';

const TIMEOUT_MS = 3_000;
const MOST_BYTES = 64 * 1024;
const CONNECTIONS_PER_HOST = 4;
/** How long an answer may be kept, whatever its sender says: a key that was withdrawn must fall out. */
const LONGEST_CACHE_SECONDS = 600;

/** The document was not fetched. Its message is for the log. */
export class OutboundRefusal extends Error {
  override readonly name = 'OutboundRefusal';
}

/**
 * Fetches a small document from an https URL that a stranger may have named. Only the public Internet is
 * reached, on addresses that were checked; see the README of this room.
 */
@Injectable()
export class OutboundFetch implements OnApplicationShutdown {
  private readonly logger = new Logger('OutboundFetch');
  private readonly agent: Agent;

  constructor(
    private readonly config: AppConfig,
    private readonly resolver: AddressResolver,
  ) {
    this.agent = this.createAgent();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.agent.destroy();
  }

  /**
   * @returns status, body and how long it may be kept; a redirect is not followed
   * @throws OutboundRefusal
   */
  async fetch(address: string): Promise<Response> {
    const url = URL.parse(address);
    try {
      if (url === null) throw new OutboundRefusal('it is not a URL');
      this.checkUrl(url);
      return await this.get(url);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.logger.warn(`nothing was fetched from ${url?.host ?? 'an invalid URL'}: ${reason}`);
      if (error instanceof OutboundRefusal) throw error;
      throw new OutboundRefusal(reason, { cause: error });
    }
  }

  /** Trusted beside the authorities that the runtime knows, in PEM; tests have one of their own. */
  protected extraAuthority(): string | undefined {
    return undefined;
  }

  private createAgent(): Agent {
    const ca = this.extraAuthority();
    return new Agent({
      connections: CONNECTIONS_PER_HOST,
      pipelining: 1,
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
      connect: {
        timeout: TIMEOUT_MS,
        rejectUnauthorized: true,
        lookup: this.lookup,
        ...(ca === undefined ? {} : { ca }),
      },
    });
  }

  private checkUrl(url: URL): void {
    if (url.protocol !== 'https:') throw new OutboundRefusal('it is not https');
    if (url.username !== '' || url.password !== '') {
      throw new OutboundRefusal('it has a user name or password');
    }
    // A name is checked when it is resolved; an address is not resolved.
    const literal = url.hostname.replace(/^\[|\]$/g, '');
    if (isIP(literal) !== 0) this.checkAddress(literal);
  }

  private checkAddress(address: string): void {
    if (isPublicAddress(address)) return;
    if (this.config.fetchFromLoopback && isLoopbackAddress(address)) return;
    throw new OutboundRefusal('an address of it is not of the public Internet');
  }

  /** What the socket connects to: the addresses that were checked, and no others. */
  private readonly lookup: LookupFunction = (hostname, options, done) => {
    this.resolver
      .resolve(hostname)
      .then((addresses) => {
        for (const { address } of addresses) this.checkAddress(address);
        const [first] = addresses;
        if (first === undefined) throw new OutboundRefusal('its name has no address');
        if (options.all === true) done(null, addresses);
        else done(null, first.address, first.family);
      })
      .catch((error: unknown) => {
        const failure = error instanceof Error ? error : new OutboundRefusal(String(error));
        done(failure, [] as LookupAddress[]);
      });
  };

  private async get(url: URL): Promise<Response> {
    const { statusCode, headers, body } = await request(url, {
      dispatcher: this.agent,
      method: 'GET',
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const bytes = await readAtMost(body, MOST_BYTES);
    const hasBody = statusCode >= 200 && statusCode !== 204 && statusCode !== 304;
    return new Response(hasBody ? new Uint8Array(bytes) : null, {
      status: statusCode,
      headers: { 'cache-control': `max-age=${cacheSeconds(headers['cache-control'])}` },
    });
  }
}

async function readAtMost(body: Dispatcher.ResponseData['body'], limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit) {
      body.destroy();
      throw new OutboundRefusal(`it is longer than ${limit} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function cacheSeconds(header: string | string[] | undefined): number {
  const seconds = /(?:^|,)\s*max-age=(\d{1,9})/i.exec(String(header ?? ''))?.[1];
  return Math.min(Number(seconds ?? 0), LONGEST_CACHE_SECONDS);
}
