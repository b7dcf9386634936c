/**
 * `npm test [-- suite…]`: everything that has to hold, or only the suites named.
 *
 * Build, types, lint and format count as one test each; all other counts are those of the test runners. The
 * last line is `N passed, N failed`, and the exit code is 1 when something failed.
 */
import process from 'node:process';

import { runEndToEndTests } from './testing/e2e.mjs';
import { run } from './testing/run.mjs';
import { runVitest } from './testing/vitest.mjs';

const suites = {
  build: () => check('scripts/build.mjs'),
  types: () => check('scripts/typecheck.mjs'),
  lint: () => check('eslint', ['.']),
  format: () => check('prettier', ['--check', '--log-level=warn', '.']),
  unit: () => runVitest('unit'),
  browser: () => runVitest('browser'),
  e2e: runEndToEndTests,
  workbench: () => runVitest('workbench'),
};

const named = process.argv.slice(2);
const unknown = named.filter((name) => !(name in suites));
if (unknown.length > 0) {
  console.error(
    `There is no suite ${unknown.join(', ')}; there are ${Object.keys(suites).join(', ')}.`,
  );
  process.exit(2);
}

const lines = [];
const failures = [];
let passed = 0;
let failed = 0;
for (const name of named.length > 0 ? named : Object.keys(suites)) {
  console.log(`\n── ${name}`);
  const start = performance.now();
  const counts = await suites[name]().catch((error) => {
    console.error(error);
    return { passed: 0, failed: 1 };
  });
  passed += counts.passed;
  failed += counts.failed;
  failures.push(...(counts.failures ?? []));
  lines.push(line(name, counts, (performance.now() - start) / 1000));
}
for (const failure of failures) console.log(`\n✗ ${failure}`);
console.log(`\n${lines.join('\n')}\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

async function check(program, args) {
  return (await run(program, args)) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

function line(name, { passed, failed, skipped = 0 }, seconds) {
  const left = skipped === 0 ? '' : `, ${skipped} skipped`;
  return `${name.padEnd(10)} ${passed} passed, ${failed} failed${left} (${seconds.toFixed(0)} s)`;
}
