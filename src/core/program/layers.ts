/** From the layers of a network to the stages of its program, each fed by the one before. */
import type { LayerSpec } from '../../network/spec';
import { matrixShape } from '../tensor/shape';
import { activationStage } from './activate';
import { denseStage } from './dense';
import type { NamedShape, Stage } from './stage';

/** `input` is the data, `X`. */
export function layerStages(layers: readonly LayerSpec[], input: NamedShape): readonly Stage[] {
  const stages: Stage[] = [];
  layers.forEach((spec, index) => {
    stages.push(...stagesOf(spec, index + 1, stages.at(-1)?.output ?? input));
  });
  return stages;
}

function stagesOf(spec: LayerSpec, layer: number, input: NamedShape): readonly Stage[] {
  const { rows, columns } = matrixShape(input.shape);
  const linear = denseStage({ layer, input: input.name, inputs: rows, units: spec.units, columns });
  const { name, shape } = linear.output;
  return [linear, activationStage({ layer, activation: spec.activation, input: name, shape })];
}
