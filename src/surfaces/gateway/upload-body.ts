import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { AppError } from '../../kernel/errors/index.js';

export interface UploadLimits {
  /** Longest silence of the client while we wait for more. */
  readonly idleTimeoutMs: number;
  /** Most bytes; null: no limit. */
  readonly maxBytes: number | null;
}

/**
 * The body of a request on its way upstream: at the pace of the slower side, however long it takes, but
 * not without a word for too long. It stands between the two so that an upstream which answers early
 * ends this stream, and not the client's connection, on which its answer has to go out.
 *
 * Errors are `AppError`s where the client is at fault (`payload_too_large`, `request_timeout`).
 */
export class UploadBody extends Readable {
  private received = 0;
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly source: IncomingMessage,
    private readonly limits: UploadLimits,
  ) {
    super({ highWaterMark: 64 * 1024 });
    this.timer = setTimeout(() => this.onSilence(), limits.idleTimeoutMs);
    source.on('data', this.onData).on('end', this.onEnd).on('close', this.onClose);
    source.pause();
  }

  override _read(): void {
    this.source.resume();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    clearTimeout(this.timer);
    const { source } = this;
    source.off('data', this.onData).off('end', this.onEnd).off('close', this.onClose);
    done(error);
  }

  private readonly onData = (chunk: Buffer): void => {
    this.timer.refresh();
    this.received += chunk.length;
    const { maxBytes } = this.limits;
    if (maxBytes !== null && this.received > maxBytes) this.destroy(tooLarge(maxBytes));
    else if (!this.push(chunk)) this.source.pause();
  };

  private readonly onEnd = (): void => {
    clearTimeout(this.timer);
    this.push(null);
  };

  /** Before its end: the client is gone. */
  private readonly onClose = (): void => {
    if (!this.source.readableEnded) this.destroy(new Error('the client broke off its request'));
  };

  private onSilence(): void {
    // While the upstream does not take what is here, the silence is not the client's.
    if (this.source.isPaused()) this.timer.refresh();
    else this.destroy(new AppError('request_timeout'));
  }
}

export function tooLarge(maxBytes: number): AppError {
  return new AppError('payload_too_large', {
    detail: `The body of a call may have at most ${maxBytes} bytes here.`,
  });
}
