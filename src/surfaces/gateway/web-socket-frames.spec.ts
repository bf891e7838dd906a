import { describe, expect, it } from 'vitest';
import { closeFrame, FrameBoundary } from './web-socket-frames.js';

const frame = (length: number, isMasked = false): Buffer => {
  const mask = isMasked ? 0x80 : 0;
  const head =
    length < 126
      ? [0x82, mask | length]
      : length < 65_536
        ? [0x82, mask | 126, length >> 8, length & 0xff]
        : [0x82, mask | 127, 0, 0, 0, 0, ...[24, 16, 8, 0].map((bits) => (length >> bits) & 0xff)];
  return Buffer.concat([
    Buffer.from(head),
    Buffer.alloc(isMasked ? 4 : 0, 7),
    Buffer.alloc(length),
  ]);
};

describe('FrameBoundary', () => {
  it.each(
    [0, 1, 125, 126, 65_535, 65_536].flatMap((length) => [
      [length, false] as const,
      [length, true] as const,
    ]),
  )('finds the end of a frame of %i bytes (masked: %s), cut anywhere', (length, isMasked) => {
    const bytes = frame(length, isMasked);
    for (const cut of [1, 2, 3, 5, 9, 13, bytes.length - 1]) {
      if (cut >= bytes.length) continue;
      const frames = new FrameBoundary();
      frames.follow(bytes.subarray(0, cut));
      expect(frames.isBetweenFrames).toBe(false);
      frames.follow(bytes.subarray(cut));
      expect(frames.isBetweenFrames).toBe(true);
    }
  });

  it('stops at the end of the frame that is on its way, when it is told to', () => {
    const frames = new FrameBoundary();
    const bytes = Buffer.concat([frame(10), frame(20)]);
    frames.follow(bytes.subarray(0, 5));
    expect(frames.follow(bytes.subarray(5), true)).toBe(frame(10).length - 5);
    expect(frames.isBetweenFrames).toBe(true);
  });
});

describe('closeFrame', () => {
  it('is the frame of RFC 6455 §5.5.1', () => {
    expect(closeFrame(1008, 'no', false)).toEqual(
      Buffer.from([0x88, 4, 0x03, 0xf0, ...Buffer.from('no')]),
    );
  });

  it('is masked for a server, and within what a control frame holds', () => {
    const bytes = closeFrame(1001, 'x'.repeat(500), true);
    expect(bytes.length).toBe(2 + 4 + 125);
    const mask = bytes.subarray(2, 6);
    const payload = bytes.subarray(6).map((byte, i) => byte ^ (mask[i % 4] ?? 0));
    expect(Buffer.from(payload).readUInt16BE()).toBe(1001);
  });
});
