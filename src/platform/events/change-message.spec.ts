import { describe, expect, it } from 'vitest';
import { EVERYTHING } from './change-events.js';
import { type ChangeMessage, messagesFor, readMessage, writeMessage } from './change-message.js';

describe('change messages', () => {
  it.each<ChangeMessage>([
    { kind: 'beat', from: 'a', connection: 3, at: 12.5 },
    { kind: 'changed', from: 'a', tags: ['api_key:key_1', 'user:usr_2'] },
    { kind: 'bye', from: 'a' },
  ])('arrive as they were sent: $kind', (message) => {
    expect(readMessage(writeMessage(message))).toEqual(message);
  });

  it.each(['', 'x', '1', 'null', '[]', '{}', '{"from":"a","kind":"gossip"}', '{"kind":"bye"}'])(
    'of another version are told apart: %j',
    (payload) => {
      expect(readMessage(payload)).toBeNull();
    },
  );

  it('carry any number of tags, in pieces that Postgres takes', () => {
    const tags = Array.from({ length: 2000 }, (_, i) => `grant:${'ü"'.repeat(i % 40)}${i}`);
    const messages = messagesFor('0'.repeat(36), tags);
    expect(messages.length).toBeGreaterThan(1);
    expect(messages.flatMap((message) => ('tags' in message ? message.tags : []))).toEqual(tags);
    for (const message of messages) {
      expect(Buffer.byteLength(writeMessage(message))).toBeLessThan(8000);
    }
  });

  it('say that everything changed where a tag is too long to be named', () => {
    const messages = messagesFor('a', ['user:1', `user:${'x'.repeat(9000)}`]);
    expect(messages).toEqual([{ kind: 'changed', from: 'a', tags: ['user:1', EVERYTHING] }]);
  });

  it('are none for no tags', () => {
    expect(messagesFor('a', [])).toEqual([]);
  });
});
