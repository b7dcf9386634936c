/** The expressions that README.md shows are expressions. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

import { evaluate } from '../../src/trainer/evaluate';
import { at, end, runAt } from './runAt';

const section = readFileSync('README.md', 'utf8')
  .split(/^## /m)
  .find((part) => part.startsWith('Expressions'));
const shown = [...(section ?? '').matchAll(/^\|.*\| (`.*`) \|$/gm)].flatMap(([, cell = '']) =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, text]) => text!),
);
const run = runAt(at(0, end));

it.each(shown)('%s has a value', (text) => {
  expect(evaluate(run, text)).not.toHaveProperty('message');
});

it('shows more than a dozen', () => {
  expect(shown.length).toBeGreaterThan(12);
});
