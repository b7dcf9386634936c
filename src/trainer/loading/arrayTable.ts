/** Samples from an array of inputs and an array of targets. */
import { DataError, type Place } from './dataError';
import type { NumericTensor } from './numericTensor';
import { formatShape } from './npy';
import type { SourceTable } from './sourceTable';

/** An array and how messages call it. */
export interface NamedTensor extends NumericTensor {
  readonly title: string;
  readonly place: Place;
}

/** All dimensions after the first are features: (samples, 28, 28) has 784 of them. */
export function tableOfArrays(inputs: NamedTensor, targets: NamedTensor): SourceTable {
  const [input, target] = [sampleRows(inputs), sampleRows(targets)];
  if (input.count !== target.count) {
    const message =
      `${inputs.title} has ${input.count} samples and ${targets.title} has ${target.count}. ` +
      'The first dimension of both counts the samples.';
    throw new DataError(message, targets.place);
  }
  return {
    count: input.count,
    features: input.width,
    outputs: target.width,
    inputs: inputs.values,
    targets: targets.values,
    placeOf: () => targets.place,
  };
}

interface SampleRows {
  readonly count: number;
  readonly width: number;
}

function sampleRows({ shape, title, place }: NamedTensor): SampleRows {
  const [count = 0, ...others] = shape;
  const width = others.reduce((product, dimension) => product * dimension, 1);
  if (0 < count && 0 < width) return { count, width };
  const message = `${title} has the shape ${formatShape(shape)}, expected (samples, numbers per sample).`;
  throw new DataError(message, place);
}
