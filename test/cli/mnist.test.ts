/** The 2,500 real images of ../shared/data/mnist-small, through the example as it ships. */
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { buildCommandLine, type BuiltCommandLine } from '../support/builtCommandLine';

const images = '../shared/data/mnist-small';

describe.skipIf(!existsSync(images))(`MNIST, skipped without ${images}`, () => {
  let backstep: BuiltCommandLine;
  let file: string;

  beforeAll(async () => {
    backstep = await buildCommandLine();
    file = path.join(backstep.folder, 'mnist.nn.jsonc');
    cpSync('examples/mnist.nn.jsonc', file);
    mkdirSync(path.join(backstep.folder, 'data'));
    cpSync(images, path.join(backstep.folder, 'data/mnist'), { recursive: true });
  });
  afterAll(() => backstep.remove());

  it('reaches the published accuracy of 0.89 on the test images', { timeout: 60_000 }, async () => {
    const { code, stdout } = await backstep.run('train', file, '--json', '--iterations', '2000');
    expect(code).toBe(0);
    const last = JSON.parse(stdout.trimEnd().split('\n').at(-1)!) as { test: { accuracy: number } };
    expect(last.test.accuracy).toBeGreaterThanOrEqual(0.89);
  });

  it('has right gradients', { timeout: 60_000 }, async () => {
    const { code, stdout } = await backstep.run('check', file);
    expect(stdout).toMatch(/W1 +correct .* of 39200 entries/);
    expect(code).toBe(0);
  });
});
