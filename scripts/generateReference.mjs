/**
 * Writes what follows from the catalogue of network files: `media/network.schema.json`, and the reference
 * between its marks in README.md. A test compares both, so they cannot be out of date.
 */
import { readFile, writeFile } from 'node:fs/promises';

import { build } from 'esbuild';
import { format, resolveConfig } from 'prettier';

const { networkReference, networkSchema } = await importCatalogue();
await writeFile('media/network.schema.json', await formatted(JSON.stringify(networkSchema())));
await writeFile(
  'README.md',
  withReference(await readFile('README.md', 'utf8'), networkReference()),
);

/** The catalogue is TypeScript, which Node does not read: it is bundled in memory. */
async function importCatalogue() {
  const contents = `
    export { networkReference } from './src/network/reference';
    export { networkSchema } from './src/network/schema';`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: '.' },
    bundle: true,
    format: 'esm',
    write: false,
  });
  return import(
    `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`
  );
}

async function formatted(json) {
  return format(json, { ...(await resolveConfig('package.json')), parser: 'json' });
}

function withReference(readme, reference) {
  const [begin, end] = ['<!-- reference: begin -->', '<!-- reference: end -->'];
  const [before, rest] = readme.split(begin);
  const after = rest.slice(rest.indexOf(end));
  return `${before}${begin}\n\n${reference}\n${after}`;
}
