/**
 * Lists of faults, one a line: the file under `src` │ a text that it has exactly once │ what takes its
 * place │ the test that finds it. A space stands for any white space, so that no line must break.
 */
import { readFileSync } from 'node:fs';

import type { Fault } from './mutatedSuite';

export interface ListedFault extends Fault {
  readonly line: string;
  /** A part of the test's name, beginning with those of its groups. */
  readonly foundBy: string;
}

export function listedFaults(name: string): readonly ListedFault[] {
  return readFileSync(`test/mutations/${name}.txt`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const [file, text, instead, foundBy, ...more] = line.split('│').map((cell) => cell.trim());
      if (!file || !text || instead === undefined || !foundBy || more.length > 0) {
        throw new Error(`This is not a fault: ${line}`);
      }
      return { line, file, text, instead, foundBy };
    });
}
