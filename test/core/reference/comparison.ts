/** How the tensors that Backstep has differ from those that it should have. */
import { shapeText } from '../../../src/core';
import type { ReferenceTensor } from './pythonReference';
import type { Tensors } from './trainedTensors';

/** Names of iterations that only one side has, with its sign: `-0.dC1` is missing, `+0.dC1` is too much. */
export function differingNames(expected: Tensors, actual: Tensors): readonly string[] {
  const only = (some: Tensors, others: Tensors, sign: string): readonly string[] =>
    [...some.keys()]
      .filter((name) => /^\d/.test(name) && !others.has(name))
      .map((name) => sign + name);
  return [...only(expected, actual, '-'), ...only(actual, expected, '+')];
}

/** What is wrong with a tensor; nothing when it is as close as it must be. */
export function differenceText(
  { shape, values, scale }: ReferenceTensor,
  actual: ReferenceTensor,
  limit: number,
): string | undefined {
  const [expectedShape, actualShape] = [shapeText(asTensor(shape)), shapeText(actual.shape)];
  if (actualShape !== expectedShape) return ` is ${actualShape}, not ${expectedShape}`;
  let largest = scale;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  const wrong = values.findIndex(
    // Not `limit * largest < …`: a NaN must be a difference, not a number that is skipped.
    (value, index) => !(Math.abs(value - actual.values[index]!) <= limit * largest),
  );
  if (wrong < 0) return undefined;
  return `[${wrong}] is ${actual.values[wrong]}, not ${values[wrong]}; the largest is ${largest}`;
}

/** NumPy's numbers without axes are tensors of one row and one column. */
function asTensor(shape: readonly number[]): readonly number[] {
  return shape.length === 0 ? [1, 1] : shape;
}
