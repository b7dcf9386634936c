/**
 * An evaluation as one row of numbers, which may be NaN: for each of its splits the split's place, the cost, which
 * measure there is and what it is, the number of classes (0 where there are none), and of each class how many samples
 * there are and how many are right; then 1 and the confusion matrix, or 0.
 */
import { splitNames, type EvaluatedSplits, type Evaluation, type SplitName } from '../../core';

const measures = ['accuracy', 'meanAbsoluteError'] as const;

export function evaluationNumbers(splits: EvaluatedSplits): Float64Array {
  const numbers: number[] = [];
  splitNames.forEach((split, place) => {
    const evaluation = splits[split];
    if (evaluation === undefined) return;
    const { cost, accuracy, meanAbsoluteError, classes } = evaluation;
    const measure = accuracy === undefined ? 1 : 0;
    numbers.push(place, cost, measure, accuracy ?? meanAbsoluteError ?? NaN);
    numbers.push(classes?.samples.length ?? 0);
    if (classes === undefined) return;
    const { samples, right, confusion } = classes;
    numbers.push(...samples, ...right, confusion === undefined ? 0 : 1, ...(confusion ?? []));
  });
  return Float64Array.from(numbers);
}

/** Undefined when the numbers are no evaluation. */
export function evaluationOf(numbers: Float64Array): EvaluatedSplits | undefined {
  const splits: Partial<Record<SplitName, Evaluation>> = {};
  let next = 0;
  const take = (count: number): Float64Array | undefined => {
    if (numbers.length < next + count) return undefined;
    next += count;
    return numbers.subarray(next - count, next);
  };
  const takeCounts = (count: number): Uint32Array | undefined => {
    const taken = take(count);
    if (taken === undefined || taken.some((value) => !isCount(value))) return undefined;
    return Uint32Array.from(taken);
  };
  while (next < numbers.length) {
    const head = take(5);
    if (head === undefined) return undefined;
    const [place = NaN, cost = NaN, measure = NaN, value = NaN, count = NaN] = head;
    const split = splitNames[place];
    const name = measures[measure];
    if (split === undefined || name === undefined || splits[split] !== undefined) return undefined;
    if (!isCount(count) || numbers.length < count) return undefined;
    if (count === 0) {
      splits[split] = { cost, [name]: value };
      continue;
    }
    const [samples, right] = [takeCounts(count), takeCounts(count)];
    const flag = takeCounts(1)?.[0];
    const confusion = flag === 1 ? takeCounts(count * count) : undefined;
    if (samples === undefined || right === undefined) return undefined;
    if (flag === undefined || 1 < flag || (flag === 1 && confusion === undefined)) return undefined;
    const classes = { samples, right, ...(confusion && { confusion }) };
    splits[split] = { cost, [name]: value, classes };
  }
  return splits;
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && 0 <= value && value < 2 ** 32;
}
