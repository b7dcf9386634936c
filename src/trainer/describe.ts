/** A run in the words of the protocol: what is told once, when it is loaded. */
import {
  alertRules,
  listProgram,
  matrixShape,
  type Instruction,
  type PhaseName,
  type Program,
} from '../core';
import type { LayerSpec } from '../network/spec';
import type { LayerDescription, RunDescription } from '../protocol/run';
import type { Run } from './run';

export function describeRun({
  file,
  spec,
  locations,
  dataset,
  machine,
  timeline,
  kernels,
}: Run): RunDescription {
  const { program, iterationsPerEpoch, batchSize } = machine;
  const listing = listProgram(program, spec.name);
  return {
    name: spec.name,
    file,
    precision: spec.training.precision,
    kernels,
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
    layers: spec.layers.map((layerSpec, index) =>
      describeLayer(layerSpec, {
        layer: index + 1,
        line: locations.layers[index]?.line ?? 0,
        program,
      }),
    ),
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

interface LayerPlace {
  /** Counted from 1. */
  readonly layer: number;
  readonly line: number;
  readonly program: Program;
}

/** The tensors of the forward pass, and of those it reads the ones that the backward pass reads again. */
function describeLayer(spec: LayerSpec, { layer, line, program }: LayerPlace): LayerDescription {
  const own = program.instructions.filter((instruction) => instruction.layer === layer);
  const inPhase = (phase: PhaseName): readonly Instruction[] =>
    own.filter((instruction) => instruction.phase === phase);
  const parameters = program.tensors
    .filter((tensor) => tensor.role === 'parameter' && tensor.layer === layer)
    .map(({ name }) => name);
  const written = inPhase('forward').flatMap(({ writes }) => writes);
  const read = new Set(inPhase('backward').flatMap(({ reads }) => reads));
  const used = [
    ...new Set(inPhase('forward').flatMap(({ reads, writes }) => [...reads, ...writes])),
  ];
  return {
    layer,
    title: layerTitle(spec),
    line,
    tensors: [...parameters, ...written],
    cache: used.filter((name) => read.has(name)),
  };
}

/** `dense 16, relu` */
function layerTitle(spec: LayerSpec): string {
  switch (spec.type) {
    case 'dense':
      return `dense ${spec.units}, ${spec.activation}`;
    case 'conv2d':
      return `conv2d ${spec.filters} of ${spec.kernel.join(' × ')}, ${spec.activation}`;
    case 'maxPool2d':
    case 'averagePool2d':
      return `${spec.type} ${spec.size.join(' × ')}`;
    case 'flatten':
      return spec.type;
    default:
      return spec satisfies never;
  }
}
