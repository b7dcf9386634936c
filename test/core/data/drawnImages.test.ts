import { describe, expect, it } from 'vitest';

import { generateSamples } from '../../../src/core/data/generators';

const drawings = (kind: 'digits' | 'cats', options: { samples: number; noise?: number }) =>
  generateSamples(
    { kind, noise: 1, classes: kind === 'digits' ? 10 : 2, seed: 5, ...options },
    Math,
  );

describe.each([
  ['digits', 784, 10],
  ['cats', 12_288, 2],
] as const)('%s', (kind, features, classes) => {
  it('are a pure function of the seed, each image whatever the number of them', () => {
    const [few, more] = [drawings(kind, { samples: 12 }), drawings(kind, { samples: 20 })];
    expect(few).toMatchObject({ count: 12, features, outputs: 1 });
    expect(more.inputs.subarray(0, few.inputs.length)).toEqual(few.inputs);
    expect([...few.targets]).toEqual(Array.from({ length: 12 }, (_, sample) => sample % classes));
  });

  it('differ from one another', () => {
    const { inputs, count } = drawings(kind, { samples: 60 });
    const images = Array.from({ length: count }, (_, sample) =>
      Buffer.from(inputs.subarray(features * sample, features * (sample + 1))).toString('base64'),
    );
    expect(new Set(images).size).toBe(count);
  });
});

it('writes a digit the same way twice without noise', () => {
  const { inputs } = drawings('digits', { samples: 20, noise: 0 });
  expect(inputs.subarray(784 * 10)).toEqual(inputs.subarray(0, 784 * 10));
});

it('keeps the ink of a digit off the border, with smooth edges', () => {
  const { inputs, count } = drawings('digits', { samples: 200 });
  for (let sample = 0; sample < count; sample++) {
    const image = inputs.subarray(784 * sample, 784 * (sample + 1));
    const border = [...image].filter((_, place) => place % 28 === 0 || place < 28 || 756 <= place);
    expect(Math.max(...border)).toBe(0);
    const ink = [...image].filter((level) => 0 < level);
    expect(ink.length).toBeGreaterThan(30);
    expect(ink.filter((level) => level < 255).length).toBeGreaterThan(10);
  }
});

it('has no pixel whose level alone tells a cat', () => {
  const { inputs, targets, count } = drawings('cats', { samples: 100 });
  for (const pixel of [0, 32 * 64 + 32, 4096 + 20 * 64 + 20]) {
    const levels = (target: number) =>
      Array.from({ length: count }, (_, sample) => sample)
        .filter((sample) => targets[sample] === target)
        .map((sample) => inputs[12_288 * sample + pixel]!);
    const [lowest, highest] = [Math.min(...levels(1)), Math.max(...levels(1))];
    expect(levels(0).some((level) => lowest <= level && level <= highest)).toBe(true);
  }
});

it('draws eyes where a cat has them, and nowhere else', () => {
  const { inputs, targets } = drawings('cats', { samples: 16, noise: 0 });
  targets.forEach((target: number, sample: number) => {
    // The pupils, 0.34 of the scale beside the middle and 0.08 above it.
    const pupils = [30 * 64 + 24, 30 * 64 + 39].map((place) =>
      [0, 1, 2].map((channel) => inputs[12_288 * sample + 4096 * channel + place]),
    );
    const black = [20, 20, 20];
    if (target === 1) expect(pupils).toEqual([black, black]);
    else expect(pupils).not.toContainEqual(black);
  });
});
