import { describe, expect, it } from 'vitest';

import { stoppedAtEnd, stoppedAtEntry } from './lessonSession';

describe('the values at the ends of lines', () => {
  it('at the end of an iteration are the cost, the learning rate and what every layer gave', async () => {
    const client = await stoppedAtEnd();
    const { network, listing } = await client.request('backstep/inlineValues', {});
    const number = String.raw`-?\d[\d.e-]*`;
    expect(network.map(({ line }) => line)).toEqual([8, 9, 5, 6]);
    expect(network.map(({ text }) => text).join('\n')).toMatch(
      new RegExp(
        `^J = ${number}\nlearningRate = 0\\.1\nA1 \\(3, 4\\), norm ${number}\nA2 \\(1, 4\\), norm ${number}$`,
      ),
    );
    expect(listing[0]).toMatchObject({ text: expect.stringMatching(/^X \(2, 4\), norm /) });
    const { content } = await client.request('source', { sourceReference: 1 });
    const lines = content.split('\n');
    for (const { line, text } of listing) {
      expect(lines[line]).toMatch(new RegExp(`\\b${text.split(' ')[0]!}\\b`));
    }
  });

  it('are only those that have been computed', async () => {
    const client = await stoppedAtEntry();
    const { network, listing } = await client.request('backstep/inlineValues', {});
    expect(network.map(({ text }) => text)).toEqual(['learningRate = 0.1']);
    expect(listing).toEqual([]);
  });
});
