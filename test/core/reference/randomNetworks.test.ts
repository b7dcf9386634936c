/**
 * Five hundred random networks over all kinds, options, optimizers and dialects: every tensor of iterations 0
 * to 3 against NumPy, and what PyTorch has of it against PyTorch.
 *
 * The networks, their data and the expected numbers come from test/fixtures/reference/random_networks.py.
 * To see one of them: `python3 random_networks.py SEED INDEX 1`.
 */
import { beforeAll, describe, expect, it } from 'vitest';

import { shapeText, type ParameterValues } from '../../../src/core';
import { activation } from '../../../src/network/catalogue/activations';
import { layer } from '../../../src/network/catalogue/layers';
import { loss } from '../../../src/network/catalogue/losses';
import { dialects } from '../../../src/network/catalogue/dialects';
import { optimizer } from '../../../src/network/catalogue/optimizers';
import { imageShape } from '../../../src/network/dataShape';
import { parseNetwork } from '../../../src/network/parse';
import type { NetworkSpec, Precision } from '../../../src/network/spec';
import { givenMachine } from '../../support/givenMachine';
import {
  findPython,
  referenceNetworks,
  type ReferenceNetwork,
  type ReferenceTensor,
} from './pythonReference';

const drawing = { seed: 3, first: 0, count: Number(process.env.RANDOM_NETWORKS ?? 500) };
const iterations = [0, 1, 2, 3];
/** The names of a source's tensors begin with its prefix: `0.Z1`, `torch.0.dZ1`. */
const sources = {
  NumPy: { prefix: '', allowed: 1e-10 },
  PyTorch: { prefix: 'torch.', allowed: 1e-10 },
  float32: { prefix: '', allowed: 1e-5 },
} as const;
type Source = keyof typeof sources;
type Tensors = ReadonlyMap<string, ReferenceTensor>;

const options =
  'average velocity accumulate inverted beforeActivation afterActivation biased unbiased all first perSample mean plain offset clamped constant inverseTime cosine clip norm value weightDecay dropout fused'.split(
    ' ',
  );
const python = findPython();

if (python === undefined) {
  it.skip('random networks: no Python with NumPy was found; install Debian’s python3-numpy');
}

describe.skipIf(python === undefined)(`${drawing.count} random networks`, () => {
  const failures: Record<Source | 'refused' | 'names', string[]> = {
    refused: [],
    names: [],
    NumPy: [],
    PyTorch: [],
    float32: [],
  };
  const compared: Record<Source, number> = { NumPy: 0, PyTorch: 0, float32: 0 };
  let networks = 0;
  const texts: string[] = [];

  beforeAll(async () => {
    for await (const network of referenceNetworks(python!, drawing)) {
      networks++;
      texts.push(network.text);
      judge(network);
    }
  }, 600_000);

  function judge(network: ReferenceNetwork): void {
    const { spec, problems } = parseNetwork(network.text);
    if (spec === undefined) {
      const errors = problems.filter(({ severity }) => severity === 'error');
      note('refused', network, errors.map(({ message }) => message).join('\n'));
      return;
    }
    const double = trained(spec, network, 'float64');
    const single = trained(spec, network, 'float32');
    const names = iterations.flatMap((iteration) => differingNames(network, double, iteration));
    if (names.length > 0) note('names', network, names.join(', '));
    compare('NumPy', network, double);
    compare('PyTorch', network, double);
    compare('float32', network, single);
  }

  /** Notes the first tensor that is wrong: those after it follow from it. */
  function compare(source: Source, network: ReferenceNetwork, found: Tensors): void {
    const { prefix, allowed } = sources[source];
    for (const [name, expected] of network.tensors) {
      const actual = name.startsWith(prefix) && found.get(name.slice(prefix.length));
      if (!actual) continue;
      compared[source]++;
      const text = differenceText(expected, actual, allowed);
      if (text === undefined) continue;
      note(source, network, `${name}${text}`);
      return;
    }
  }

  function note(
    kind: keyof typeof failures,
    { index, text }: ReferenceNetwork,
    what: string,
  ): void {
    failures[kind].push(`Network ${index}: ${what}\n${text.replace(/\s+/g, ' ')}\n`);
  }

  it('are all accepted', () => {
    expect(networks).toBe(drawing.count);
    expect(summary(failures.refused)).toBe('');
  });

  it('cover every kind, form and dialect ten times', () => {
    const tables = [layer.cases, activation.values, loss.values, optimizer.cases, dialects];
    const words = [...tables.flatMap(Object.keys), ...options];
    const rare = words.filter(
      (word) => texts.filter((text) => text.includes(`"${word}"`)).length < networks / 50,
    );
    expect(rare).toEqual([]);
  });

  it('have the tensors that the formulas have, and no others', () => {
    expect(summary(failures.names)).toBe('');
  });

  it('have the numbers of NumPy to 1e-10', () => {
    expect(summary(failures.NumPy)).toBe('');
    expect(compared.NumPy).toBeGreaterThan(100 * networks);
  });

  it.skipIf(python?.hasTorch !== true)(
    'have the numbers of PyTorch to 1e-10 (needs Debian’s python3-torch)',
    () => {
      expect(summary(failures.PyTorch)).toBe('');
      expect(compared.PyTorch).toBeGreaterThan(30 * networks);
    },
  );

  it('have the numbers of NumPy to 1e-5 in float32', () => {
    expect(summary(failures.float32)).toBe('');
  });
});

/** Every tensor of the program at the end of each iteration, as `0.Z1`. */
function trained(spec: NetworkSpec, network: ReferenceNetwork, precision: Precision): Tensors {
  const tensors = new Map<string, ReferenceTensor>();
  const inputShape = imageShape(spec.data);
  const machine = givenMachine({
    spec: { ...spec, training: { ...spec.training, precision } },
    X: network.tensors.get('X')!,
    Y: network.tensors.get('Y')!,
    start: startOf(network),
    ...(inputShape === undefined ? {} : { inputShape }),
  });
  for (const iteration of iterations) {
    const program = machine.programOf(iteration);
    machine.run(iteration, 0, program.instructions.length);
    for (const { name, shape } of program.tensors) {
      const values = Float64Array.from(machine.view(name, iteration).values);
      tensors.set(`${iteration}.${name}`, { name, shape, values, scale: 0 });
    }
  }
  return tensors;
}

function startOf({ tensors }: ReferenceNetwork): ParameterValues {
  const start = [...tensors.values()].filter(({ name }) => name.startsWith('start.'));
  return new Map(start.map(({ name, values }) => [name.slice('start.'.length), values]));
}

/** Names that only one side has, with its sign: `-dC1` is missing, `+dC1` is too much. */
function differingNames(
  network: ReferenceNetwork,
  actual: Tensors,
  iteration: number,
): readonly string[] {
  const ofIteration = (names: Iterable<string>): ReadonlySet<string> =>
    new Set([...names].filter((name) => name.startsWith(`${iteration}.`)));
  const [expected, found] = [ofIteration(network.tensors.keys()), ofIteration(actual.keys())];
  return [
    ...[...expected].filter((name) => !found.has(name)).map((name) => `-${name}`),
    ...[...found].filter((name) => !expected.has(name)).map((name) => `+${name}`),
  ];
}

/** What is wrong with a tensor; nothing when it is as close as it must be. */
function differenceText(
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

/** The number of failures and the first of them; nothing when there is none. */
function summary(failed: readonly string[]): string {
  return failed.length === 0 ? '' : `${failed.length} failures\n${failed.slice(0, 3).join('\n')}`;
}
