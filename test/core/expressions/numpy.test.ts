/** What expressions mean is what they mean to Python and NumPy, which parse and compute them here once more. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  evaluateExpression,
  parseExpression,
  printExpression,
  type Evaluated,
  type ExpressionValue,
  type MatrixValue,
} from '../../../src/core';
import { asMatrix } from '../../../src/core/expressions/value';
import { findPython } from '../reference/pythonReference';
import { exactExpression, tensors } from './exactExpression';

const script = path.join(__dirname, '../../fixtures/numpy/evaluate.py');
const python = findPython();
const noPython = 'There is no Python with NumPy to compare with.';

describe('the value of an expression', () => {
  it('is to the bit that of NumPy where every operation is exact', ({ skip }) => {
    if (python === undefined) return skip(noPython);
    const texts = samples(3000).map((each) => each);
    const [values, expected] = [texts.map(valueOf), fromNumPy(texts)];
    let compared = 0;
    texts.forEach((text, index) => {
      const value = values[index]!;
      const outside = expected[index]!;
      expect(describeValue(value), text).toEqual(describeValue(outside));
      if (value.kind === 'value') compared++;
    });
    expect(compared).toBeGreaterThan(1000);
    expect(compared).toBeLessThan(texts.length);
  });

  it('is that of NumPy but for rounding where an operation rounds', ({ skip }) => {
    if (python === undefined) return skip(noPython);
    const texts = samples(1600).map((inner, index) => {
      const outer = [
        `mean(${inner})`,
        `mean(${inner}, axis=0)`,
        `norm(${inner}, axis=1)`,
        `norm(${inner})`,
        `sqrt(${inner})`,
        `(${inner}) / (abs(${inner}) + 3)`,
        `(${inner} + 0.1) ** -3`,
        `(Q.T @ Q + 1e-3) @ Q.T * sum(${inner}, axis=0)[0, 0]`,
      ];
      return outer[index % outer.length]!;
    });
    const [values, expected] = [texts.map(valueOf), fromNumPy(texts)];
    texts.forEach((text, index) => {
      const [value, outside] = [values[index]!, expected[index]!];
      expect(value.kind, text).toBe(outside.kind);
      if (value.kind !== 'value' || outside.kind !== 'value') return;
      const [found, wanted] = [asMatrix(value.value), asMatrix(outside.value)];
      expect([found.rows, found.columns], text).toEqual([wanted.rows, wanted.columns]);
      found.values.forEach((number, place) => {
        const reference = wanted.values[place]!;
        if (Number.isFinite(reference)) {
          expect(Math.abs(number - reference), text).toBeLessThanOrEqual(
            1e-12 * Math.max(1e-3, Math.abs(reference)),
          );
        } else {
          expect(number, text).toBe(reference);
        }
      });
    });
  });
});

/** Texts as the printer writes them, which Python reads with its own precedences. */
function samples(count: number): string[] {
  return fc.sample(exactExpression, { numRuns: count, seed: 4 }).map(printExpression);
}

function valueOf(text: string): Evaluated {
  const parsed = parseExpression(text);
  if (parsed.kind === 'error') throw new Error(`${text}: ${parsed.message}`);
  return evaluateExpression(parsed.expression, {
    names: Object.keys(tensors),
    value: (name) => tensors[name],
  });
}

function fromNumPy(texts: readonly string[]): Evaluated[] {
  const task = {
    tensors: Object.fromEntries(
      Object.entries(tensors).map(([name, { rows, columns, values }]) => [
        name,
        [rows, columns, hex(Float64Array.from(values))],
      ]),
    ),
    expressions: texts,
  };
  const options = { input: JSON.stringify(task), maxBuffer: 2 ** 28, encoding: 'utf8' } as const;
  const answers = JSON.parse(execFileSync(python!.command, ['-B', script], options)) as (
    readonly [rows: number, columns: number, numbers: string] | null
  )[];
  return answers.map((answer) => {
    if (answer === null) return { kind: 'error', message: '', column: 1 };
    const [rows, columns, numbers] = answer;
    const bytes = Uint8Array.from(Buffer.from(numbers, 'hex'));
    return { kind: 'value', value: { rows, columns, values: new Float64Array(bytes.buffer) } };
  });
}

function hex({ buffer }: Float64Array): string {
  return Buffer.from(buffer).toString('hex');
}

/** Shape and numbers; zeros have no sign here, because NumPy's own choice between them depends on the processor. */
function describeValue(result: Evaluated): unknown {
  if (result.kind === 'error') return 'refused';
  const { rows, columns, values }: MatrixValue = asMatrix(result.value satisfies ExpressionValue);
  return [rows, columns, ...Array.from(values, (value) => (value === 0 ? 0 : value))];
}
