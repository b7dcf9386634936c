/**
 * Writes what follows from the code: `media/network.schema.json` and, between their marks in README.md, the
 * reference of network files and the help of the command line. Tests compare, so they cannot be out of date.
 */
import { readFile, writeFile } from 'node:fs/promises';

import { build } from 'esbuild';
import { format, resolveConfig } from 'prettier';

const { helpText, networkReference, networkSchema } = await importSources();
await writeFile('media/network.schema.json', await formatted(JSON.stringify(networkSchema())));
const readme = await readFile('README.md', 'utf8');
const withReference = withSection(readme, 'reference', networkReference());
await writeFile(
  'README.md',
  withSection(withReference, 'command line', `\`\`\`\n${helpText()}\`\`\`\n`),
);

/** The sources are TypeScript, which Node does not read: they are bundled in memory. */
async function importSources() {
  const contents = `
    export { helpText } from './src/cli/commands';
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

function withSection(readme, name, section) {
  const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
  const [before, rest] = readme.split(begin);
  const after = rest.slice(rest.indexOf(end));
  return `${before}${begin}\n\n${section}\n${after}`;
}
