/** Names and sizes in a batch normalization, by the letter of what it normalizes: Zhat1 and Ztilde1, or Ahat1. */
import type { BatchNormSpec } from '../../network/spec';
import { elementCount, type Shape } from '../tensor/shape';
import type { NamedShape } from './stage';

export interface BatchNormOptions {
  /** Counted from 1. */
  readonly layer: number;
  /** Z before the activation, or A behind it. */
  readonly input: NamedShape;
  readonly spec: BatchNormSpec;
  /** 1/m, or 1 where gradients are of the mean cost already. */
  readonly parameterScale: number;
}

/** Names and sizes that all instructions of one batch normalization share. */
export interface BatchNormNames {
  readonly layer: number;
  readonly input: string;
  readonly shape: Shape;
  /** Units, or channels. */
  readonly rows: number;
  /** m, or pixels · m. */
  readonly columns: number;
  readonly mean: string;
  readonly variance: string;
  readonly normalized: string;
  readonly gamma: string;
  readonly beta: string;
  readonly output: string;
  readonly spec: BatchNormSpec;
  readonly parameterScale: number;
}

export function nameTensors({
  layer,
  input,
  spec,
  parameterScale,
}: BatchNormOptions): BatchNormNames {
  const letter = input.name.startsWith('Z') ? 'Z' : 'A';
  const rows = input.shape[0] ?? 1;
  return {
    layer,
    input: input.name,
    shape: input.shape,
    rows,
    columns: elementCount(input.shape) / rows,
    mean: `mu${layer}`,
    variance: `var${layer}`,
    normalized: `${letter}hat${layer}`,
    gamma: `gamma${layer}`,
    beta: `beta${layer}`,
    output: `${letter}tilde${layer}`,
    spec,
    parameterScale,
  };
}
