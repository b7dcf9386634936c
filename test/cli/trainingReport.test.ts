import { describe, expect, it } from 'vitest';

import { jsonReport, textReport } from '../../src/cli/trainingReport';

const train = { cost: 0.25, accuracy: 0.5 };
const metrics = { train, validation: undefined, test: { cost: Infinity } };

describe('the JSON report', () => {
  it('has one object a line, with the splits that are there', () => {
    const line = jsonReport().line({ iteration: 3, epoch: 1, cost: 0.5, metrics });
    expect(line).toBe(
      '{"iteration":3,"epoch":1,"cost":0.5,"train":{"cost":0.25,"accuracy":0.5},"test":{"cost":"Infinity"}}\n',
    );
  });

  it('has classes as lists, and the confusion matrix as rows', () => {
    const classes = {
      samples: Uint32Array.of(3, 2),
      right: Uint32Array.of(2, 2),
      confusion: Uint32Array.of(2, 1, 0, 2),
    };
    const found = { ...metrics, train: { ...train, classes }, test: undefined };
    const line = jsonReport().line({ iteration: 3, epoch: 1, cost: 0.5, metrics: found });
    expect(JSON.parse(line)).toMatchObject({
      train: {
        classes: {
          samples: [3, 2],
          right: [2, 2],
          confusion: [
            [2, 1],
            [0, 2],
          ],
        },
      },
    });
  });

  it.each([
    [NaN, '"NaN"'],
    [-Infinity, '"-Infinity"'],
    [1e-300, '1e-300'],
  ])('writes the cost %d as %s, never as null', (cost, text) => {
    expect(jsonReport().line({ iteration: 0, epoch: 0, cost })).toContain(`"cost":${text}`);
  });
});

/** Of a training with ten iterations an epoch. */
function reportOf(iterations: number) {
  return textReport({ arithmetic: 'float64, strict kernels', evaluateEvery: 10, iterations });
}

describe('the text report', () => {
  it('begins with what the run computes in', () => {
    expect(reportOf(30).head.split('\n')[0]).toBe('float64, strict kernels');
  });

  it('shows about twenty epochs of a long training, the first among them', () => {
    const report = reportOf(5000);
    const shown = Array.from({ length: 500 }, (_, epoch) => epoch).filter((epoch) =>
      report.wantsMetricsOf(epoch),
    );
    expect(shown.slice(0, 3)).toEqual([0, 24, 49]);
    expect(shown).toHaveLength(21);
  });

  it('shows every epoch of a short one', () => {
    const report = reportOf(30);
    expect([0, 1, 2].map((epoch) => report.wantsMetricsOf(epoch))).toEqual([true, true, true]);
  });

  it('has a line where there are metrics and nothing elsewhere', () => {
    const report = reportOf(30);
    expect(report.line({ iteration: 4, epoch: 0, cost: 1 })).toBe('');
    expect(report.line({ iteration: 9, epoch: 0, cost: 1, metrics })).toMatch(
      /^ +9 +0 {2}train cost +0\.250000 {2}accuracy +50\.0 % +test cost +Infinity\n$/,
    );
  });
});
