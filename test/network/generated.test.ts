import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

import { networkReference } from '../../src/network/reference';
import { networkSchema } from '../../src/network/schema';

const advice = 'run: node scripts/generateReference.mjs';

describe('what is generated from the catalogue', () => {
  it('is in media/network.schema.json', async () => {
    const written: unknown = JSON.parse(await readFile('media/network.schema.json', 'utf8'));
    expect(written, advice).toEqual(JSON.parse(JSON.stringify(networkSchema())));
  });

  it('is in README.md', async () => {
    const readme = await readFile('README.md', 'utf8');
    expect(readme.includes(networkReference()), advice).toBe(true);
  });
});
