import { describe, expect, it } from 'vitest';

import { network } from '../../../src/network/catalogue/network';
import type { Bound, NumberShape, Options, Shape } from '../../../src/network/catalogue/shape';
import { parseNetwork } from '../../../src/network/parse';

/** A value at a place of the catalogue, and whether it may stand there. */
interface Case {
  readonly place: string;
  readonly value: unknown;
  readonly isAllowed: boolean;
  readonly file: unknown;
}

type Write = (value: unknown) => unknown;

const cases = casesOf(network, { place: 'network', write: (value) => value });

/** Codes that say that a value itself is wrong, whatever else is. */
const refusals = ['out-of-range', 'unknown-value', 'wrong-type', 'bad-path'];

describe('every option of the catalogue', () => {
  it.each(cases.map(({ place, ...each }) => [place, JSON.stringify(each.value), each] as const))(
    '%s: %s',
    (_, written, { file, isAllowed }) => {
      const text = JSON.stringify(file);
      const at = parseNetwork(text).problems.filter(
        ({ code, range }) =>
          refusals.includes(code) && text.slice(range.start, range.end) === written,
      );
      expect(at).toHaveLength(isAllowed ? 0 : 1);
      if (!isAllowed) expect(at[0]?.message).toMatch(/must be .*; found|Use |Did you mean/);
    },
  );

  it('has been tried on both sides', () => {
    expect(cases.filter(({ isAllowed }) => isAllowed).length).toBeGreaterThan(300);
    expect(cases.filter(({ isAllowed }) => !isAllowed).length).toBeGreaterThan(300);
  });
});

function casesOf(shape: Shape, at: { place: string; write: Write }): Case[] {
  const { place, write } = at;
  const trying = (isAllowed: boolean, values: readonly unknown[]): Case[] =>
    values.map((value) => ({ place, value, isAllowed, file: write(value) }));
  const refused = (...values: unknown[]) => trying(false, values);
  const allowed = (...values: unknown[]) => trying(true, values);
  switch (shape.kind) {
    case 'number':
      return [...allowed(...inside(shape)), ...refused(...outside(shape), 'wrong', null)];
    case 'sizes': {
      const { names, minimum, maximum } = shape;
      const all = (value: number) => names.map(() => value);
      return [
        ...allowed(all(minimum), all(maximum)),
        ...refused([...all(minimum), minimum], [], 'wrong', minimum - 1),
        ...(shape.shortForm === 'number' ? allowed(maximum) : refused(maximum)),
      ];
    }
    case 'text':
      return refused(17);
    case 'column':
      return [...allowed('column', 3), ...refused(-1, true)];
    case 'flag':
      return [...allowed(true, false), ...refused('wrong', 1)];
    case 'choice':
      return [...allowed(...Object.keys(shape.values)), ...refused('zzzzzz', 17)];
    case 'list':
      return [
        ...refused(17, 'wrong'),
        ...casesOf(shape.element, { place: `${place}[]`, write: (value) => write([value]) }),
      ];
    case 'record':
      return [...refused('wrong', 17), ...optionCases(shape.options, at)];
    case 'switch':
      return [...allowed(true, false), ...refused('wrong', 17), ...optionCases(shape.options, at)];
    case 'variant':
      return [
        ...refused(17),
        ...Object.entries(shape.cases).flatMap(([word, { options }]) =>
          optionCases(options, {
            place: `${place}(${word})`,
            write: (value) => write({ [shape.tag]: word, ...(value as object) }),
          }),
        ),
      ];
    default:
      return shape satisfies never;
  }
}

function optionCases(options: Options, { place, write }: { place: string; write: Write }): Case[] {
  const examples = Object.fromEntries(
    Object.entries(options).flatMap(([key, option]) =>
      option.presence === 'required' ? [[key, option.example]] : [],
    ),
  );
  return Object.entries(options).flatMap(([key, option]) =>
    casesOf(option.shape, {
      place: `${place}.${key}`,
      write: (value) => write({ ...examples, [key]: value }),
    }),
  );
}

function inside({ lower, upper, whole }: NumberShape): readonly number[] {
  const middle = (lower.value + upper.value) / 2;
  return [
    whole ? Math.floor(middle) : middle,
    ...(lower.included ? [lower.value] : []),
    ...(upper.included ? [upper.value] : []),
  ];
}

function outside({ lower, upper, whole }: NumberShape): readonly number[] {
  const beyond = (bound: Bound, direction: 1 | -1) =>
    bound.included ? bound.value + direction : bound.value;
  return [beyond(lower, -1), beyond(upper, 1), ...(whole ? [lower.value + 0.5] : [])];
}
