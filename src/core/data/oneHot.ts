/** Class numbers as columns of zeros with a single one. */
import type { NumericArray } from './table';

/** (count, classes), row-major; every label must be one of 0 … classes - 1. */
export function oneHot(labels: NumericArray, classes: number): Uint8Array {
  const stray = firstInvalidLabel(labels, classes);
  if (stray !== undefined) {
    throw new RangeError(`Label ${labels[stray]} of sample ${stray} is not in 0…${classes - 1}`);
  }
  const targets = new Uint8Array(labels.length * classes);
  labels.forEach((label, sample) => {
    targets[sample * classes + label] = 1;
  });
  return targets;
}

/** The first sample whose label is not a whole number of 0 … classes - 1. */
export function firstInvalidLabel(labels: NumericArray, classes: number): number | undefined {
  const sample = labels.findIndex(
    (label: number) => !(Number.isInteger(label) && 0 <= label && label < classes),
  );
  return sample < 0 ? undefined : sample;
}

/** The first sample whose row of targets is not one 1 among zeros. */
export function firstNotOneHot(targets: NumericArray, outputs: number): number | undefined {
  for (let first = 0; first < targets.length; first += outputs) {
    let ones = 0;
    let zeros = 0;
    for (let place = first; place < first + outputs; place++) {
      if (targets[place] === 1) ones++;
      if (targets[place] === 0) zeros++;
    }
    if (ones !== 1 || zeros !== outputs - 1) return first / outputs;
  }
  return undefined;
}
