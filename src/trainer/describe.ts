/** A run in the words of the protocol: what is told once, when it is loaded. */
import { alertRules, listProgram, matrixShape } from '../core';
import type { LayerDescription, RunDescription } from '../protocol/run';
import type { Run } from './run';

export function describeRun({
  file,
  spec,
  locations,
  dataset,
  machine,
  timeline,
}: Run): RunDescription {
  const { program, iterationsPerEpoch, batchSize } = machine;
  const listing = listProgram(program, spec.name);
  return {
    name: spec.name,
    file,
    precision: spec.training.precision,
    kernels: 'strict',
    instructions: program.instructions.map(
      ({ name, phase, layer, writes, reads, formula, shapes, note }) => ({
        name,
        phase,
        writes,
        reads,
        formula,
        shapes,
        ...(layer === undefined ? {} : { layer }),
        ...(note === undefined ? {} : { note }),
      }),
    ),
    tensors: program.tensors.map(({ name, shape, role, layer, persistent }) => ({
      name,
      shape,
      ...matrixShape(shape),
      role,
      persistent,
      ...(layer === undefined ? {} : { layer }),
    })),
    layers: spec.layers.map(({ type, units, activation }, index): LayerDescription => {
      const layer = index + 1;
      const [W, b, Z] = [`W${layer}`, `b${layer}`, `Z${layer}`];
      return {
        layer,
        title: `${type} ${units}, ${activation}`,
        line: locations.layers[index]?.line ?? 0,
        tensors: [W, b, Z, `A${layer}`],
        cache: [layer === 1 ? 'X' : `A${layer - 1}`, W, b, Z],
      };
    }),
    lines: {
      data: locations.data.line,
      loss: locations.loss.line,
      optimizer: locations.optimizer.line,
      training: locations.training.line,
    },
    iterations: timeline.iterations,
    iterationsPerEpoch,
    epochs: spec.training.epochs,
    batchSize,
    samples: {
      train: dataset.train.count,
      validation: dataset.validation.count,
      test: dataset.test.count,
    },
    listing: listing.text,
    listingLines: listing.lines,
    alertRules: alertRules.map(({ id, label, description }) => ({ id, label, description })),
  };
}
