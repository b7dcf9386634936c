import fc from 'fast-check';
import { expect, it } from 'vitest';

import { frameMessage, MessageReader } from '../../src/adapter/messageFraming';

it('reads what was framed, in whatever pieces it arrives', () => {
  const messages = fc.array(fc.record({ seq: fc.nat(), text: fc.string({ unit: 'grapheme' }) }));
  fc.assert(
    fc.property(messages, fc.integer({ min: 1, max: 50 }), (sent, pieceLength) => {
      const stream = Buffer.concat(sent.map(frameMessage));
      const reader = new MessageReader();
      const read: unknown[] = [];
      for (let start = 0; start < stream.length; start += pieceLength) {
        read.push(...reader.read(stream.subarray(start, start + pieceLength)));
      }
      expect(read).toEqual(sent);
    }),
  );
});

it.each([
  ['no length', 'Content-Type: x\r\n\r\n{}'],
  ['a negative length', 'Content-Length: -2\r\n\r\n{}'],
  ['a length beyond all bounds', 'Content-Length: 999999999\r\n\r\n{}'],
  ['a header without end', 'x'.repeat(2000)],
  ['a body that is no JSON', 'Content-Length: 2\r\n\r\n{]'],
])('throws at %s', (_what, text) => {
  expect(() => new MessageReader().read(Buffer.from(text))).toThrow();
});
