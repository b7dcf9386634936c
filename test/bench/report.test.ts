/** What a reader must not miss: a target that is missed, another training, a peer that is not there. */
import { expect, it } from 'vitest';

import { gradientCheckReport, markdownTable, speedReport } from '../../bench/report.mjs';

const table = {
  workload: 'B',
  precision: 'float64',
  title: 'a network',
  iterations: 5000,
  results: [
    measured('strict', { name: 'Ours', samplesPerSecond: 90 }),
    measured('pytorch-hooks', { name: 'Theirs', samplesPerSecond: 100 }),
    { id: 'numpy', name: 'NumPy', unavailable: 'not installed' },
  ],
};

it('shows the target behind the ratio, and whether it is reached', () => {
  expect(speedReport(table)).toContain('0.90 (≥ 0.9 ✓)');
  const [ours, ...others] = table.results;
  const slower = { ...table, results: [{ ...ours, samplesPerSecond: 89 }, ...others] };
  expect(speedReport(slower)).toContain('0.89 (≥ 0.9 ✗)');
});

it('names who is missing, and why', () => {
  expect(speedReport(table)).toContain('Missing: NumPy (not installed).');
});

it('calls another training by its name', () => {
  expect(speedReport(table)).toContain('All have the same cost');
  const stray = measured('pytorch', { name: 'Stray', costs: [1, 0.5 + 1e-9] });
  const strange = speedReport({ ...table, results: [...table.results, stray] });
  expect(strange).toContain('NOT THE SAME TRAINING');
  expect(strange).toContain('Stray has the costs 1 and 0.500000001');
});

it('asks of who has no Adam only for the first cost', () => {
  const other = measured('convnetjs', { name: 'Other', costs: [1, 0.7], hasAdam: false });
  expect(speedReport({ ...table, results: [...table.results, other] })).toContain(
    'All have the same cost',
  );
});

it('says when the gradient checks found something different', () => {
  const found = (length: number): string =>
    gradientCheckReport({
      title: 'a network',
      ratio: 39,
      backstep: { milliseconds: 50, length },
      numpy: { milliseconds: 1950, length: 1 },
    });
  expect(found(1 + 1e-8)).toContain('39 (≥ 40 ✗)');
  expect(found(1 + 1e-8)).toContain('Both find the same gradient');
  expect(found(1.001)).toContain('NOT THE SAME GRADIENT');
});

it('aligns numbers to the right', () => {
  expect(
    markdownTable([
      ['', 'n'],
      ['long', '1'],
    ]),
  ).toBe(['|      |   n |', '| ---- | --: |', '| long |   1 |'].join('\n'));
});

function measured(id: string, given: object): object {
  return {
    ...{ id, name: id, samplesPerSecond: 1, spread: 0.01, costs: [1, 0.5], hasAdam: true },
    ...given,
  };
}
