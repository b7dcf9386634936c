/**
 * The shapes of every layer's tensors, with the reason: which matrix dimensions meet.
 *
 * A size that is not known yet, because it comes from a data file or from a layer that is not right, is
 * given by its symbol: `n_x`, `n[2]`, `m`.
 */
import { featureCount, trainingSampleCount } from './dataShape';
import type { NetworkDraft } from './draft';
import type { LayerSpec } from './spec';
import { formatCount } from './wording';

export type Size = number | string;

export interface LayerShapes {
  /** From 1. */
  readonly layer: number;
  /** `dense 16, relu` */
  readonly title: string;
  /** `W1 (16, 2)` and so on: W, b, Z with its reason, A. */
  readonly lines: readonly string[];
  /** `(16, 32)`, of A. */
  readonly output: string;
  /** `48`, or `16·n_x + 16` where the input is not known. */
  readonly parameters: string;
}

/** One entry per layer; undefined for a layer that is not right. */
export function describeShapes(draft: NetworkDraft): readonly (LayerShapes | undefined)[] {
  const batch = batchSize(draft);
  let inputs: Size = (draft.data === undefined ? undefined : featureCount(draft.data)) ?? 'n_x';
  return draft.layers.map((layer, index) => {
    const number = index + 1;
    const shapes =
      layer === undefined ? undefined : layerShapes(layer, { layer: number, inputs, batch });
    inputs = layer?.units ?? `n[${number}]`;
    return shapes;
  });
}

interface Surroundings {
  readonly layer: number;
  readonly inputs: Size;
  readonly batch: Size;
}

function layerShapes({ type, units, activation }: LayerSpec, around: Surroundings): LayerShapes {
  const { layer: l, inputs, batch } = around;
  const W = `W${l} ${matrix(units, inputs)}`;
  const b = `b${l} ${matrix(units, 1)}`;
  const A = `A${l - 1} ${matrix(inputs, batch)}`;
  const output = matrix(units, batch);
  return {
    layer: l,
    title: `${type} ${units}, ${activation}`,
    lines: [W, b, `Z${l} ${output} = ${W} · ${A} + ${b}`, `A${l} ${output} = ${activation}(Z${l})`],
    output,
    parameters:
      typeof inputs === 'number'
        ? formatCount(units * inputs + units)
        : `${units}·${inputs} + ${units}`,
  };
}

function matrix(rows: Size, columns: Size): string {
  return `(${rows}, ${columns})`;
}

/** A batch larger than the training split is cut to it. */
function batchSize({ data, training }: NetworkDraft): Size {
  if (training === undefined) return 'm';
  const samples = data === undefined ? undefined : trainingSampleCount(data);
  return samples === undefined ? training.batchSize : Math.min(training.batchSize, samples);
}
