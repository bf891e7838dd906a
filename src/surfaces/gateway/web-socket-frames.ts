import { randomBytes } from 'node:crypto';

const CLOSE = 0x88;
const MASKED = 0x80;
/** A control frame holds at most 125 bytes, two of which are the code (RFC 6455 §5.5). */
const MOST_REASON_BYTES = 123;

/**
 * Follows the frames of one direction of a WebSocket, just as far as it takes to know where one ends: a
 * frame of our own may stand between two of theirs, and nowhere else (RFC 6455 §5.2).
 */
export class FrameBoundary {
  private readonly head = Buffer.alloc(14);
  private headLength = 0;
  /** Bytes of payload that are still to come. */
  private remaining = 0;

  get isBetweenFrames(): boolean {
    return this.headLength === 0 && this.remaining === 0;
  }

  /** @returns how many bytes of the chunk belong to frames that were begun before it, or all of it. */
  follow(chunk: Buffer, stopAtBoundary = false): number {
    let at = 0;
    while (at < chunk.length) {
      if (stopAtBoundary && this.isBetweenFrames) return at;
      if (this.remaining > 0) {
        const taken = Math.min(this.remaining, chunk.length - at);
        this.remaining -= taken;
        at += taken;
      } else {
        this.takeHeadByte(chunk[at] as number);
        at += 1;
      }
    }
    return at;
  }

  private takeHeadByte(byte: number): void {
    this.head[this.headLength] = byte;
    this.headLength += 1;
    if (this.headLength < 2) return;
    const second = this.head[1] as number;
    const length = second & 0x7f;
    const lengthBytes = length === 126 ? 2 : length === 127 ? 8 : 0;
    const maskBytes = (second & MASKED) === 0 ? 0 : 4;
    if (this.headLength < 2 + lengthBytes + maskBytes) return;
    this.headLength = 0;
    if (lengthBytes === 2) this.remaining = this.head.readUInt16BE(2);
    else if (lengthBytes === 8) this.remaining = Number(this.head.readBigUInt64BE(2));
    else this.remaining = length;
  }
}

/** A close frame (RFC 6455 §5.5.1); what goes to a server is masked. */
export function closeFrame(code: number, reason: string, isMasked: boolean): Buffer {
  const text = Buffer.from(reason).subarray(0, MOST_REASON_BYTES);
  const payload = Buffer.alloc(2 + text.length);
  payload.writeUInt16BE(code);
  text.copy(payload, 2);
  if (!isMasked) return Buffer.concat([Buffer.from([CLOSE, payload.length]), payload]);
  const mask = randomBytes(4);
  for (let i = 0; i < payload.length; i += 1) {
    payload[i] = (payload[i] as number) ^ (mask[i % 4] as number);
  }
  return Buffer.concat([Buffer.from([CLOSE, MASKED | payload.length]), mask, payload]);
}
