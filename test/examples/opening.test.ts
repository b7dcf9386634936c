import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

import { parseNetwork } from '../../src/network/parse';

const files = (await readdir('examples')).filter((file) => file.endsWith('.nn.jsonc'));

describe('the examples', () => {
  it('are there', () => {
    expect(files).toEqual(
      expect.arrayContaining(['two-moons.nn.jsonc', 'deep-sigmoid.nn.jsonc', 'mnist.nn.jsonc']),
    );
  });

  it.each(files)('%s opens without a problem', async (file) => {
    const { spec, problems } = parseNetwork(await readFile(`examples/${file}`, 'utf8'));
    expect(problems).toEqual([]);
    expect(spec).toBeDefined();
  });
});
