/**
 * One project of vitest.config.mjs, with real counts.
 */
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';

import { projectRoot } from '../vscodeHost/prepared.mjs';
import { run } from './run.mjs';

/**
 * Runs the project's tests and returns the counts and what failed; a file that cannot even be loaded counts as
 * one failure.
 */
export async function runVitest(project) {
  const resultsFile = path.join(projectRoot, 'test-results', `${project}.json`);
  await rm(resultsFile, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${resultsFile}`];
  const code = await run('vitest', [
    'run',
    '--project',
    project,
    '--passWithNoTests',
    ...reporters,
  ]);
  const {
    numPassedTests: passed,
    numPendingTests: skipped,
    testResults,
  } = JSON.parse(
    await readFile(resultsFile, 'utf8').catch(() => '{"numPassedTests":0,"testResults":[]}'),
  );
  const failures = testResults.flatMap(failuresOf);
  // Errors outside any test, such as an unhandled rejection, show only in the exit code.
  if (code !== 0 && failures.length === 0) failures.push(`vitest ended with exit code ${code}`);
  return { passed, skipped, failed: failures.length, failures };
}

/** The first lines of their messages too: the seed of a property is there. */
function failuresOf({ name, status, message, assertionResults }) {
  const file = path.relative(projectRoot, name);
  const failed = assertionResults.filter((test) => test.status === 'failed');
  if (failed.length === 0 && status === 'failed') return [`${file}: ${beginning(message)}`];
  return failed.map((test) => `${file} > ${test.fullName}: ${beginning(test.failureMessages[0])}`);
}

function beginning(message = '') {
  return message.split('\n').slice(0, 3).join('\n    ');
}
