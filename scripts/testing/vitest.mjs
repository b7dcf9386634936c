/**
 * One project of vitest.config.mjs, with real counts.
 */
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';

import { projectRoot } from '../vscodeHost/prepared.mjs';
import { run } from './run.mjs';

/** Runs the project's tests and returns the counts; a file that cannot even be loaded counts as one failure. */
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
  const failed = testResults.reduce((sum, file) => sum + failuresOf(file), 0);
  // Errors outside any test, such as an unhandled rejection, show only in the exit code.
  return { passed, skipped, failed: code === 0 ? failed : Math.max(1, failed) };
}

function failuresOf({ status, assertionResults }) {
  const failed = assertionResults.filter((test) => test.status === 'failed').length;
  return status === 'failed' ? Math.max(1, failed) : failed;
}
