/** Small runs for tests: a network over generated samples, on the real kernels, without any file. */
import path from 'node:path';

import { Machine, Timeline, type Dataset, type Instruction } from '../../src/core';
import { assembleDataset } from '../../src/core/data/assemble';
import { generateSamples } from '../../src/core/data/generators';
import { oneHot } from '../../src/core/data/oneHot';
import type { DenseLayerSpec, NetworkSpec } from '../../src/network/spec';
import { loadKernels } from '../../src/trainer/kernels';

export const chooseKernels = loadKernels(path.resolve('dist/kernels.wasm'));
export const instantiateKernels = chooseKernels('strict').instantiate;

export const math = { ...instantiateKernels(), sqrt: Math.sqrt };

export interface TestNetwork {
  readonly layers: readonly (Partial<DenseLayerSpec> & { readonly units: number })[];
  readonly loss?: NetworkSpec['loss'];
  readonly optimizer?: NetworkSpec['optimizer'];
  readonly training?: Partial<NetworkSpec['training']>;
  readonly samples?: number;
}

/** Two moons unless it has softmax outputs: then spirals of as many classes. */
export function testSpec({ layers, loss, optimizer, training, samples }: TestNetwork): NetworkSpec {
  const classes = layers.at(-1)?.units ?? 1;
  return {
    name: 'test',
    dialect: 'course',
    data: {
      source: 'generator',
      kind: classes === 1 ? 'moons' : 'spirals',
      samples: samples ?? 100,
      noise: 0.1,
      classes: Math.max(2, classes),
      split: { train: 1, validation: 0, test: 0 },
      scaling: 'none',
      oneHot: 1 < classes,
    },
    layers: layers.map((layer) => ({
      type: 'dense',
      activation: 'tanh',
      initializer: { type: 'xavier' },
      ...layer,
    })),
    loss: loss ?? 'binaryCrossEntropy',
    fused: true,
    logForm: 'plain',
    gradientScale: 'perSample',
    optimizer: optimizer ?? {
      type: 'adam',
      learningRate: 0.01,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-8,
      form: 'course',
    },
    training: {
      batchSize: 32,
      epochs: 50,
      seed: 7,
      precision: 'float64',
      kernels: 'strict',
      shuffle: true,
      ...training,
    },
  };
}

export function testDataset(spec: NetworkSpec): Dataset {
  if (spec.data.source !== 'generator') throw new RangeError('Test networks generate their data');
  const { seed, precision } = spec.training;
  const table = generateSamples({ ...spec.data, seed }, math);
  return assembleDataset(
    spec.data.oneHot
      ? { ...table, targets: oneHot(table.targets, spec.data.classes), outputs: spec.data.classes }
      : table,
    { ...spec.data, precision, seed, scaling: { kind: 'none', scope: 'eachFeature' } },
  );
}

export interface TestRunOptions {
  readonly keyframeBudgetBytes?: number;
  readonly rewrite?: (instruction: Instruction) => Instruction;
}

export interface TestRun {
  readonly spec: NetworkSpec;
  readonly dataset: Dataset;
  readonly machine: Machine;
  readonly timeline: Timeline;
}

export function testRun(network: TestNetwork, options: TestRunOptions = {}): TestRun {
  const spec = testSpec(network);
  const dataset = testDataset(spec);
  const machine = new Machine({
    kernels: instantiateKernels(),
    spec,
    dataset,
    ...(options.rewrite === undefined ? {} : { rewrite: options.rewrite }),
  });
  const timeline = new Timeline({
    machine,
    iterations: machine.iterationsPerEpoch * spec.training.epochs,
    keyframeBudgetBytes: options.keyframeBudgetBytes ?? 2 ** 24,
  });
  return { spec, dataset, machine, timeline };
}

/** Every live tensor at the current position, by name, as bytes in hexadecimal. */
export function liveBits({ machine, timeline }: TestRun): Readonly<Record<string, string>> {
  return Object.fromEntries(
    machine.program.tensors.flatMap(({ name }) => {
      const view = timeline.read(name);
      if (view === undefined) return [];
      return [[name, bitsOf(view.values)]];
    }),
  );
}

/** In hexadecimal. Every NaN counts as the same one: processors and engines differ in which they make. */
export function bitsOf(numbers: Float64Array | Float32Array): string {
  const settled = numbers.map((number) => (Number.isNaN(number) ? NaN : number));
  return Buffer.from(settled.buffer, settled.byteOffset, settled.byteLength).toString('hex');
}
