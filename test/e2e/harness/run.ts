/**
 * Runs inside VS Code's extension host: all bundled test files beside this one, with mocha.
 *
 * VS Code swallows what the tests print, so the results go as JSON to the file that BACKSTEP_TEST_RESULTS names.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import Mocha from 'mocha';

export function run(): Promise<void> {
  const output = process.env.BACKSTEP_TEST_RESULTS;
  const mocha = new Mocha({ timeout: 60_000, reporter: 'json', reporterOptions: { output } });
  for (const name of readdirSync(__dirname)) {
    if (name.endsWith('.test.js')) mocha.addFile(path.join(__dirname, name));
  }
  return new Promise((resolve, reject) => {
    mocha.run((failures) => {
      if (failures === 0) resolve();
      else reject(new Error(`${failures} tests failed.`));
    });
  });
}
