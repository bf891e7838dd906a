import type { Duplex } from 'node:stream';
import { closeFrame, FrameBoundary } from './web-socket-frames.js';

/** For the last frame to get out, and for the other side to say goodbye. */
const CLOSING_MS = 2_000;
const GOING_AWAY = 1001;

export interface TunnelOptions {
  /** Longest time in which neither side sends anything. */
  readonly idleTimeoutMs: number;
  /** Once, when both connections are gone. */
  readonly closed: () => void;
}

/** An open WebSocket: two connections, each read as fast as the other is written. */
export class WebSocketTunnel {
  private readonly idle: NodeJS.Timeout;
  private readonly down: Direction;
  private readonly up: Direction;
  private isClosing = false;
  private openSides = 2;

  /** @param head what the client sent together with its handshake */
  constructor(
    private readonly client: Duplex,
    private readonly upstream: Duplex,
    head: Buffer,
    private readonly options: TunnelOptions,
  ) {
    this.idle = setTimeout(() => this.close(GOING_AWAY, 'idle'), options.idleTimeoutMs);
    const onData = (): void => void this.idle.refresh();
    this.down = new Direction(upstream, client, onData);
    this.up = new Direction(client, upstream, onData);
    for (const side of [client, upstream]) {
      side.on('error', () => side.destroy());
      side.once('close', () => this.onClose());
    }
    if (head.length > 0) client.unshift(head);
    this.down.start();
    this.up.start();
  }

  /** Tells both sides why (RFC 6455 §7.4), as soon as the frame that is on its way has ended. */
  close(code: number, reason: string): void {
    if (this.isClosing) return;
    this.isClosing = true;
    this.down.endWith(closeFrame(code, reason, false));
    this.up.endWith(closeFrame(code, reason, true));
    setTimeout(() => this.destroy(), CLOSING_MS).unref();
  }

  private destroy(): void {
    this.client.destroy();
    this.upstream.destroy();
  }

  private onClose(): void {
    this.openSides -= 1;
    if (this.openSides > 0) {
      // Whatever was still on its way to the other side may get there.
      for (const side of [this.client, this.upstream]) if (!side.destroyed) side.end();
      setTimeout(() => this.destroy(), CLOSING_MS).unref();
      return;
    }
    clearTimeout(this.idle);
    this.options.closed();
  }
}

/** One way through a tunnel. */
class Direction {
  private readonly frames = new FrameBoundary();
  private last: Buffer | null = null;

  constructor(
    private readonly from: Duplex,
    private readonly to: Duplex,
    private readonly onChunk: () => void,
  ) {}

  start(): void {
    const { from, to } = this;
    from.on('data', this.onData);
    from.once('end', () => to.end());
    to.on('drain', () => from.resume());
  }

  endWith(frame: Buffer): void {
    this.last = frame;
    if (this.frames.isBetweenFrames) this.end();
  }

  private readonly onData = (chunk: Buffer): void => {
    this.onChunk();
    const isEnding = this.last !== null;
    const taken = this.frames.follow(chunk, isEnding);
    const isTaken = this.to.write(taken === chunk.length ? chunk : chunk.subarray(0, taken));
    if (isEnding && this.frames.isBetweenFrames) this.end();
    else if (!isTaken) this.from.pause();
  };

  private end(): void {
    const { from, to } = this;
    from.off('data', this.onData);
    // Read on, and drop it: a connection that is closed with bytes unread is reset.
    from.resume();
    to.end(this.last);
  }
}
