/**
 * Five hundred random networks over all kinds, options, optimizers and dialects: every tensor of iterations 0
 * to 3 against NumPy, and what PyTorch has of it against PyTorch.
 *
 * The networks, their data and the expected numbers come from test/fixtures/reference/random_networks.py.
 * To see one of them: `python3 random_networks.py SEED INDEX 1`.
 */
import { beforeAll, describe, expect, it } from 'vitest';

import { activation } from '../../../src/network/catalogue/activations';
import { dialects } from '../../../src/network/catalogue/dialects';
import { layer } from '../../../src/network/catalogue/layers';
import { loss } from '../../../src/network/catalogue/losses';
import { optimizer } from '../../../src/network/catalogue/optimizers';
import { parseNetwork } from '../../../src/network/parse';
import { differenceText, differingNames } from './comparison';
import { findPython, referenceNetworks, type ReferenceNetwork } from './pythonReference';
import { trainedTensors, type Tensors } from './trainedTensors';

const drawing = { seed: 3, first: 0, count: Number(process.env.RANDOM_NETWORKS ?? 500) };
/** The names of a source's tensors begin with its prefix: `0.Z1`, `torch.0.dZ1`. */
const sources = {
  NumPy: { prefix: '', allowed: 1e-10 },
  PyTorch: { prefix: 'torch.', allowed: 1e-10 },
  float32: { prefix: '', allowed: 1e-5 },
} as const;
type Source = keyof typeof sources;

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
    const double = trainedTensors(spec, network, 'float64');
    const single = trainedTensors(spec, network, 'float32');
    const names = differingNames(network.tensors, double);
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

/** The number of failures and the first of them; nothing when there is none. */
function summary(failed: readonly string[]): string {
  return failed.length === 0 ? '' : `${failed.length} failures\n${failed.slice(0, 3).join('\n')}`;
}
