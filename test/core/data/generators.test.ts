import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { GeneratorOptions } from '../../../src/core/data/generatorOptions';
import { generateSamples } from '../../../src/core/data/generators';

type PlaneKind = 'xor' | 'moons' | 'circles' | 'spirals' | 'flower' | 'blobs';

interface PlaneOptions extends Partial<Omit<GeneratorOptions, 'kind'>> {
  readonly kind: PlaneKind;
  readonly factor?: number;
}

function points(options: PlaneOptions) {
  const usual = { samples: 60, noise: 0, classes: 2, seed: 1, factor: 0.5 };
  const table = generateSamples({ ...usual, ...options }, Math);
  return Array.from({ length: table.count }, (_, sample) => ({
    x: table.inputs[2 * sample]!,
    y: table.inputs[2 * sample + 1]!,
    target: table.targets[sample]!,
  }));
}

const kinds = fc.constantFrom('xor', 'moons', 'circles', 'spirals', 'flower', 'blobs');

describe('generateSamples', () => {
  it('is a pure function of its options', () => {
    fc.assert(
      fc.property(
        kinds,
        fc.integer({ min: 1, max: 50 }),
        fc.maxSafeInteger(),
        (kind, samples, seed) => {
          const options = {
            kind,
            samples,
            noise: 0.3,
            classes: 2,
            factor: 0.5,
            seed,
          } as GeneratorOptions;
          expect(generateSamples(options, Math)).toEqual(generateSamples(options, Math));
        },
      ),
    );
  });

  it.each(['xor', 'moons', 'circles', 'spirals', 'flower', 'blobs'] as const)(
    'balances the classes of %s',
    (kind) => {
      const targets = points({ kind, samples: 61 }).map((point) => point.target);
      expect(targets.filter((target) => target === 0)).toHaveLength(31);
      expect(targets.filter((target) => target === 1)).toHaveLength(30);
    },
  );

  it('labels xor by the signs of the coordinates and visits all four squares', () => {
    const squares = points({ kind: 'xor' }).map(({ x, y, target }) => {
      expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThan(1);
      expect(target).toBe(Number(x < 0 !== y < 0));
      return `${x < 0} ${y < 0}`;
    });
    expect(new Set(squares).size).toBe(4);
  });

  it('draws the half circles of moons', () => {
    for (const { x, y, target } of points({ kind: 'moons' })) {
      const [centerX, centerY] = target === 0 ? [0, 0] : [1, 0.5];
      expect(Math.hypot(x - centerX, y - centerY)).toBeCloseTo(1, 12);
      expect(target === 0 ? y : 0.5 - y).toBeGreaterThanOrEqual(-1e-12);
    }
  });

  it('spaces the moons evenly, from one end to the other', () => {
    const outer = points({ kind: 'moons', samples: 61 }).filter(({ target }) => target === 0);
    outer.forEach(({ x, y }, place) => {
      expect(x).toBeCloseTo(Math.cos((Math.PI * place) / 30), 12);
      expect(y).toBeCloseTo(Math.sin((Math.PI * place) / 30), 12);
    });
  });

  it.each([0.5, 0.3])('draws the circles, the inner one with radius %d', (factor) => {
    const circles = points({ kind: 'circles', factor });
    for (const { x, y, target } of circles) {
      expect(Math.hypot(x, y)).toBeCloseTo(target === 0 ? 1 : factor, 12);
    }
    // Evenly spaced, so that their middle is that of the circles.
    expect(circles.reduce((sum, { x }) => sum + x, 0)).toBeCloseTo(0, 10);
  });

  it('winds the arms of spirals', () => {
    for (const { x, y, target } of points({ kind: 'spirals', classes: 3 })) {
      const radius = Math.hypot(x, y);
      const turned = 4 * radius + (2 * Math.PI * target) / 3;
      expect(radius).toBeLessThan(1);
      expect(x).toBeCloseTo(radius * Math.cos(turned), 12);
      expect(y).toBeCloseTo(radius * Math.sin(turned), 12);
    }
  });

  it('adds noise of the deviation asked for, and the same places for every noise', () => {
    const samples = 4000;
    const clean = points({ kind: 'circles', samples });
    const noisy = points({ kind: 'circles', samples, noise: 0.25 });
    const squares = noisy.map(({ x, y }, i) => (x - clean[i]!.x) ** 2 + (y - clean[i]!.y) ** 2);
    const deviation = Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / (2 * samples));
    expect(deviation).toBeGreaterThan(0.24);
    expect(deviation).toBeLessThan(0.26);
  });

  it('makes a single sample', () => {
    expect(points({ kind: 'moons', samples: 1 })).toEqual([{ x: 1, y: 0, target: 0 }]);
  });

  it('draws the petals of the flower', () => {
    for (const { x, y } of points({ kind: 'flower', samples: 400 })) {
      const angle = Math.atan2(x, y);
      expect(Math.hypot(x, y)).toBeCloseTo(Math.abs(4 * Math.sin(4 * angle)), 9);
    }
    // The course's t = np.linspace(j * 3.12, (j + 1) * 3.12, 200), r = 4 * np.sin(4 * t), [r * sin(t), r * cos(t)].
    const second = points({ kind: 'flower', samples: 400 }).filter(({ target }) => target === 1);
    second.forEach(({ x, y }, place) => {
      const t = 3.12 * (1 + place / 199);
      expect(x).toBeCloseTo(4 * Math.sin(4 * t) * Math.sin(t), 9);
      expect(y).toBeCloseTo(4 * Math.sin(4 * t) * Math.cos(t), 9);
    });
    const noisy = points({ kind: 'flower', samples: 2000, noise: 0.2 });
    const away = noisy.map(
      ({ x, y }) => Math.hypot(x, y) - Math.abs(4 * Math.sin(4 * Math.atan2(x, y))),
    );
    expect(Math.max(...away)).toBeGreaterThan(0.5);
  });

  it('makes a cloud of blobs around one center per class', () => {
    const clean = points({ kind: 'blobs', classes: 4 });
    const centers = new Set(clean.map(({ x, y, target }) => `${target} ${x} ${y}`));
    expect(centers.size).toBe(4);
    for (const { x, y } of clean) {
      expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(10);
      expect(x).not.toBe(y);
    }
  });

  it('puts the centers of blobs into all quarters of their square', () => {
    const many = points({ kind: 'blobs', classes: 60 });
    const quarters = many.map(({ x, y }) => `${x < 0} ${y < 0}`);
    for (const quarter of new Set(quarters)) {
      expect(quarters.filter((each) => each === quarter).length).toBeGreaterThan(5);
    }
    expect(new Set(quarters).size).toBe(4);
  });
});
