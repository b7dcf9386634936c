/** The kernels of the gradient check, beside their formulas in plain loops. */
import fc from 'fast-check';
import { expect, it } from 'vitest';

import { changeRecord } from '../../src/core/kernels/gradientCheckKernels';
import { KernelMemory } from '../support/kernelMemory';

interface Change {
  readonly by: number;
  readonly sample: number;
  readonly unit: number;
  readonly origin: number;
}

const memory = new KernelMemory('float64');

const sizes = fc.record({
  units: fc.integer({ min: 1, max: 9 }),
  inputs: fc.integer({ min: 1, max: 9 }),
  samples: fc.integer({ min: 1, max: 13 }),
  rows: fc.integer({ min: 1, max: 11 }),
  half: fc.integer({ min: 1, max: 9 }),
  seed: fc.integer({ min: 1, max: 1e6 }),
});

/** Numbers that look random, between -1 and 1, the same for the same seed. */
function numbers(count: number, seed: number): Float64Array {
  let state = seed;
  return Float64Array.from({ length: count }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 1_073_741_824 - 1;
  });
}

function placeChanges(changes: readonly Change[]): number {
  const address = memory.reserve(changes.length * changeRecord.byteLength);
  const bytes = new DataView(memory.buffer, address);
  changes.forEach(({ by, sample, unit, origin }, index) => {
    const at = index * changeRecord.byteLength;
    bytes.setFloat64(at, by, true);
    bytes.setInt32(at + changeRecord.sample, sample, true);
    bytes.setInt32(at + changeRecord.unit, unit, true);
    bytes.setInt32(at + changeRecord.origin, origin, true);
  });
  return address;
}

function readChanges(address: number, count: number): readonly Change[] {
  const bytes = new DataView(memory.buffer, address);
  return Array.from({ length: count }, (_, index) => {
    const at = index * changeRecord.byteLength;
    return {
      by: bytes.getFloat64(at, true),
      sample: bytes.getInt32(at + changeRecord.sample, true),
      unit: bytes.getInt32(at + changeRecord.unit, true),
      origin: bytes.getInt32(at + changeRecord.origin, true),
    };
  });
}

function placeIntegers(values: readonly number[]): number {
  const address = memory.reserve(values.length * 4);
  new Int32Array(memory.buffer, address, values.length).set(values);
  return address;
}

/** `count` changes of some samples and units, each at most `size`. */
function someChanges(
  count: number,
  { samples, units, size, seed }: { samples: number; units: number; size: number; seed: number },
): readonly Change[] {
  return [...numbers(count, seed)].map((number, index) => ({
    by: number * size,
    sample: (index * 7 + seed) % samples,
    unit: (index * 5 + seed) % units,
    origin: index % 3,
  }));
}

it('shifts rows up and down, and lists what has changed by that', () => {
  fc.assert(
    fc.property(sizes, ({ units, inputs, samples, half, seed }) => {
      memory.clear();
      const rows = numbers(units * samples, seed);
      // Some inputs are 0, and change nothing.
      const values = numbers(inputs * samples, seed + 1).map((x) => (x < -0.5 ? 0 : x));
      const entries = Array.from({ length: half }, (_, index) => ({
        unit: (index + seed) % units,
        input: (3 * index + seed) % inputs,
      }));
      const places = placeIntegers(entries.flatMap(({ unit, input }) => [unit, input]));
      const rowsAddress = memory.place(rows);
      const shifted = memory.place(new Float64Array(2 * half * samples));
      const { exports } = memory;
      const inputsAddress = memory.place(values);
      exports.shiftRows(shifted, rowsAddress, inputsAddress, places, half, samples, 0.25);

      const expected = entries.flatMap(({ unit, input }) =>
        [0.25, -0.25].map((change) =>
          Array.from(
            { length: samples },
            (_, j) => rows[unit * samples + j]! + change * values[input * samples + j]!,
          ),
        ),
      );
      expect([...memory.view(shifted, 2 * half * samples)]).toEqual(expected.flat());

      const list = memory.reserve((2 * half * samples + 2) * changeRecord.byteLength);
      const count = exports.listChanges(
        list,
        shifted,
        rowsAddress,
        places,
        half,
        samples,
        10,
        99,
        2,
      );
      const listed = expected.flatMap((row, r) =>
        row.flatMap((value, sample): readonly Change[] => {
          const { unit } = entries[Math.floor(r / 2)]!;
          const by = value - rows[unit * samples + sample]!;
          return by === 0 ? [] : [{ by, sample, unit, origin: 10 + r }];
        }),
      );
      expect(readChanges(list, count)).toEqual(listed);
      const nothing = { by: 0, sample: 0, unit: 0, origin: 99 };
      expect(readChanges(list + count * changeRecord.byteLength, 2)).toEqual([nothing, nothing]);
    }),
  );
});

it('lists a NaN as a change', () => {
  memory.clear();
  const places = placeIntegers([0, 0]);
  const rows = memory.place([1, 2]);
  const shifted = memory.place([1, NaN, NaN, 2]);
  const list = memory.reserve(4 * changeRecord.byteLength);
  expect(memory.exports.listChanges(list, shifted, rows, places, 1, 2, 0, 2, 0)).toBe(2);
  expect(readChanges(list, 2)).toEqual([
    { by: NaN, sample: 1, unit: 0, origin: 0 },
    { by: NaN, sample: 0, unit: 0, origin: 1 },
  ]);
});

it('spreads changes over the rows behind, by a column of weights', () => {
  fc.assert(
    fc.property(sizes, ({ units, samples, rows, half, seed }) => {
      memory.clear();
      const width = 2 * half;
      const base = numbers(rows * samples, seed);
      const weights = numbers(rows * units, seed + 1);
      const changes = someChanges(width, { samples, units, size: 1, seed });
      const target = memory.place(new Float64Array(rows * width));
      memory.exports.spreadChanges(
        target,
        memory.place(base),
        memory.place(weights),
        placeChanges(changes),
        rows,
        width,
        samples,
        units,
      );
      const found = memory.view(target, rows * width);
      changes.forEach(({ by, sample, unit }, c) => {
        for (let i = 0; i < rows; i++) {
          const expected = base[i * samples + sample]! + weights[i * units + unit]! * by;
          expect(found[i * width + c]).toBe(expected);
        }
      });
    }),
  );
});

it('adds changes to their own unit where there are no weights', () => {
  fc.assert(
    fc.property(sizes, ({ units, samples, half, seed }) => {
      memory.clear();
      const width = 2 * half;
      const base = numbers(units * samples, seed);
      const changes = someChanges(width, { samples, units, size: 1, seed });
      const target = memory.place(new Float64Array(units * width));
      memory.exports.spreadChanges(
        target,
        memory.place(base),
        0,
        placeChanges(changes),
        units,
        width,
        samples,
        0,
      );
      const found = memory.view(target, units * width);
      changes.forEach(({ by, sample, unit }, c) => {
        for (let i = 0; i < units; i++) {
          const before = base[i * samples + sample]!;
          expect(found[i * width + c]).toBe(i === unit ? before + by : before);
        }
      });
    }),
  );
});

function softmax(column: readonly number[]): readonly number[] {
  const powers = column.map((z) => Math.exp(z));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

it('finds the softmax of small changes from the softmax before', () => {
  fc.assert(
    fc.property(sizes, ({ units, samples, rows, half, seed }) => {
      memory.clear();
      const width = 2 * half;
      const Z = numbers(rows * samples, seed).map((x) => 5 * x);
      const columnOf = (sample: number): readonly number[] =>
        Array.from({ length: rows }, (_, i) => Z[i * samples + sample]!);
      const base = new Float64Array(rows * samples);
      for (let sample = 0; sample < samples; sample++) {
        softmax(columnOf(sample)).forEach((a, i) => (base[i * samples + sample] = a));
      }
      const weights = numbers(rows * units, seed + 1);
      const changes = someChanges(width, { samples, units, size: 2 ** -11, seed });
      const target = memory.place(new Float64Array(rows * width));
      const isDone = memory.exports.softmaxOfChanges(
        target,
        memory.place(base),
        memory.place(weights),
        placeChanges(changes),
        rows,
        width,
        samples,
        units,
      );
      expect(isDone).toBe(1);
      const found = memory.view(target, rows * width);
      changes.forEach(({ by, sample, unit }, c) => {
        softmax(columnOf(sample).map((z, i) => z + weights[i * units + unit]! * by)).forEach(
          (expected, i) =>
            expect(Math.abs(found[i * width + c]! / expected - 1)).toBeLessThan(4e-15),
        );
      });
    }),
  );
});

it('says when a change is too large for that', () => {
  memory.clear();
  const isDone = (size: number): number =>
    memory.exports.softmaxOfChanges(
      memory.place([0, 0, 0, 0]),
      memory.place([0.5, 0.5]),
      memory.place([1, -1]),
      placeChanges([
        { by: 0, sample: 0, unit: 0, origin: 0 },
        { by: size, sample: 0, unit: 0, origin: 0 },
      ]),
      2,
      2,
      1,
      1,
    );
  expect([2 ** -11, -(2 ** -11), 2 ** -10.99, -(2 ** -10)].map(isDone)).toEqual([1, 1, 0, 0]);
});

const termOf: Readonly<Record<string, (a: number, y: number) => number>> = {
  squaredError: (a, y) => ((a - y) * (a - y)) / 2,
  sumSquaredError: (a, y) => (a - y) * (a - y),
  meanSquaredError: (a, y) => (a - y) * (a - y),
  binaryCrossEntropy: (a, y) => -(y * Math.log(a) + (1 - y) * Math.log(1 - a)),
  categoricalCrossEntropy: (a, y) => (y === 0 ? 0 : -y * Math.log(a)),
};

it.each(Object.entries(termOf))('adds the losses of columns by origin: %s', (loss, lossOf) => {
  const opcodes = memory.exports as unknown as Record<string, WebAssembly.Global<'i32'>>;
  fc.assert(
    fc.property(sizes, fc.boolean(), ({ samples, rows, half, seed }, isOneHot) => {
      memory.clear();
      const width = 2 * half;
      const prediction = numbers(rows * width, seed).map((x) => 0.5 + x / 2.5);
      const hot = Array.from({ length: samples }, (_, s) => (s * 3 + seed) % rows);
      const targets = isOneHot
        ? Float64Array.from({ length: rows * samples }, (_, place) =>
            hot[place % samples] === Math.floor(place / samples) ? 1 : 0,
          )
        : numbers(rows * samples, seed + 1).map((x) => 0.5 + x / 2.5);
      const losses = numbers(samples, seed + 2);
      const changes = someChanges(width, { samples, units: 1, size: 1, seed });
      const sums = memory.place([1, 2, 3]);
      memory.exports.addColumnLosses(
        sums,
        memory.place(losses),
        placeChanges(changes),
        memory.place(prediction),
        memory.place(targets),
        placeIntegers(isOneHot ? hot : hot.map(() => -1)),
        opcodes[`op_${loss}`]!.value,
        0,
        rows,
        width,
        samples,
      );
      const expected = [1, 2, 3];
      changes.forEach(({ sample, origin }, c) => {
        for (let i = 0; i < rows; i++) {
          expected[origin]! += lossOf(prediction[i * width + c]!, targets[i * samples + sample]!);
        }
        expected[origin]! -= losses[sample]!;
      });
      [...memory.view(sums, 3)].forEach((sum, origin) => {
        expect(Math.abs(sum - expected[origin]!)).toBeLessThan(1e-12);
      });
    }),
  );
});
