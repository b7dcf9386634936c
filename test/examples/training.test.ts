import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { buildCommandLine, type BuiltCommandLine } from '../support/builtCommandLine';

interface Measures {
  /** "Infinity" where a wrong answer is given with certainty. */
  readonly cost: number | 'Infinity';
  readonly accuracy?: number;
}

const costOf = ({ cost }: Measures) => Number(cost);

describe('an example, trained as it ships', () => {
  let backstep: BuiltCommandLine;

  beforeAll(async () => {
    backstep = await buildCommandLine();
  }, 60_000);
  afterAll(() => backstep.remove());

  const trained = (example: string) => trainedFile(`examples/${example}`);

  async function trainedFile(file: string): Promise<{ train: Measures; validation: Measures }> {
    const { code, stdout, stderr } = await backstep.run('train', file, '--json');
    expect(stderr).toBe('');
    expect(code).toBe(0);
    const last = stdout.trimEnd().split('\n').at(-1) ?? '';
    return JSON.parse(last) as { train: Measures; validation: Measures };
  }

  // Forty validation samples and more: one wrong answer is 2.5 %.
  it.each([
    ['two-moons.nn.jsonc', 0.95],
    ['xor.nn.jsonc', 0.95],
    ['circles.nn.jsonc', 1],
    ['spirals.nn.jsonc', 0.95],
    ['planar-flower.nn.jsonc', 0.9],
    ['batch-norm.nn.jsonc', 0.95],
    ['digits-convnet.nn.jsonc', 0.98],
  ])(
    '%s learns its classes, also those it has not seen',
    async (file, accuracy) => {
      const { train, validation } = await trained(file);
      expect(train.accuracy).toBeGreaterThanOrEqual(accuracy);
      expect(validation.accuracy).toBeGreaterThanOrEqual(0.9);
    },
    60_000,
  );

  it('houses.nn.jsonc learns the prices down to the noise that was put into them', async () => {
    const { train, validation } = await trained('houses.nn.jsonc');
    // The noise is 0.3 times the sum of two uniform numbers: its variance is 0.015, half of that is the cost.
    expect(train.cost).toBeLessThan(0.02);
    expect(validation.cost).toBeLessThan(0.04);
  }, 60_000);

  it('dropout.nn.jsonc knows more of what it has not seen than the same network without', async () => {
    const text = await readFile('examples/dropout.nn.jsonc', 'utf8');
    const file = path.join(backstep.folder, 'byHeart.nn.jsonc');
    const dropout = /, "dropout": \{.*?\}(?= \})/g;
    await writeFile(file, text.replaceAll(dropout, '').replace(/"weightDecay": \{.*?\},/, ''));
    const generalizing = await trained('dropout.nn.jsonc');
    const byHeart = await trainedFile(file);
    expect(byHeart.train.accuracy).toBe(1);
    expect(byHeart.train.cost).toBeLessThan(0.01);
    expect(generalizing.validation.cost).toBeLessThan(0.5);
    expect(costOf(byHeart.validation)).toBeGreaterThan(2 * costOf(generalizing.validation));
  }, 60_000);

  it('deep-sigmoid.nn.jsonc learns nothing, because its gradients vanish', async () => {
    const { train } = await trained('deep-sigmoid.nn.jsonc');
    expect(train.cost).toBeGreaterThan(0.69);
    const { code, stdout } = await backstep.run(
      'check',
      'examples/deep-sigmoid.nn.jsonc',
      '--at',
      '5:end',
    );
    expect(stdout).toMatch(/Vanishing gradient, layers 1 to \d/);
    expect(code).toBe(1);
  }, 60_000);
});
