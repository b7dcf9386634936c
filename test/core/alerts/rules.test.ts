/** The rules on real training, and at the edges of their limits. */
import { describe, expect, it } from 'vitest';

import { AlertLog, alertRules, type RaisedAlert } from '../../../src/core';
import type { Observation } from '../../../src/core/alerts/rule';
import type { ActivationKind } from '../../../src/network/spec';
import { math, testRun, type TestNetwork } from '../../support/runs';

/** Everything that is raised while this network trains. */
function alertsIn(network: TestNetwork, iterations: number): readonly RaisedAlert[] {
  const { timeline, machine } = testRun(network);
  timeline.seek({ iteration: iterations - 1, instruction: timeline.end.instruction });
  const log = new AlertLog({ scalars: timeline.scalars, weightCounts: machine.weightCounts, math });
  const raised: RaisedAlert[] = [];
  log.catchUp((alert) => raised.push(alert));
  return raised;
}

function deep(activation: ActivationKind, initializer: 'xavier' | 'he'): TestNetwork['layers'] {
  const hidden = { units: 16, activation, initializer: { type: initializer } } as const;
  return [...Array.from({ length: 9 }, () => hidden), { units: 1, activation: 'sigmoid' as const }];
}

describe('ten sigmoid layers', () => {
  const [first, ...others] = alertsIn({ layers: deep('sigmoid', 'xavier') }, 20);

  it('starve their first layers within a few iterations', () => {
    expect(others).toEqual([]);
    expect(first).toMatchObject({ rule: 'vanishingGradient', layer: 1, since: 2 });
    expect(first?.title).toMatch(/^Vanishing gradient, layers 1 to [3-7]$/);
  });

  it('are shown with the norms that prove it, and one sentence of why', () => {
    const [, lowest, highest] = /^‖dW1‖ = (\S+), ‖dW10‖ = (\S+)$/.exec(first?.evidence ?? '') ?? [];
    expect(Number(lowest)).toBeGreaterThan(0);
    expect(Number(lowest)).toBeLessThan(1e-4 * Number(highest));
    expect(first?.reason).toMatch(
      /^On the way down each layer passes on about 1\/[2-9](\.\d)? of the gradient, because .*\.$/,
    );
    expect(first?.advice).toBe('Try ReLU with He initialization, or fewer layers.');
  });
});

describe('healthy training', () => {
  it.each<[string, TestNetwork]>([
    [
      'two moons',
      {
        layers: [
          { units: 16, activation: 'relu', initializer: { type: 'he' } },
          { units: 16, activation: 'tanh' },
          { units: 1, activation: 'sigmoid' },
        ],
        samples: 320,
        training: { epochs: 50 },
      },
    ],
    ['ten ReLU layers with He initialization', { layers: deep('relu', 'he'), samples: 320 }],
  ])('of %s raises nothing for 500 iterations', (_, network) => {
    expect(alertsIn(network, 500)).toEqual([]);
  });
});

describe('a learning rate that is far too large', () => {
  const network: TestNetwork = {
    layers: [
      { units: 16, activation: 'relu', initializer: { type: 'he' } },
      { units: 16, activation: 'relu', initializer: { type: 'he' } },
      { units: 1, activation: 'identity' },
    ],
    loss: 'squaredError',
    optimizer: { type: 'gradientDescent', learningRate: 20 },
  };
  const raised = alertsIn(network, 60);

  it('makes the gradient explode before anything is not finite', () => {
    expect(raised[0]).toMatchObject({ rule: 'explodingGradient' });
    expect(raised[0]?.evidence).toMatch(/^‖dW\d‖ = \S+, more than 1000$/);
  });

  it('case 44: ends in numbers that are not finite', () => {
    const broken = raised.find(({ rule }) => rule === 'notFinite');
    expect(broken?.since).toBeGreaterThan(raised[0]?.since ?? Infinity);
    expect(broken?.evidence).toMatch(/NaN|Inf/);
  });
});

describe('a rule', () => {
  function finding(id: string, observation: Partial<Observation>) {
    const gradientNorms = observation.gradientNorms ?? Float64Array.of(1, 1);
    const whole = { cost: 0.5, weightCounts: [8, 8], ...observation, gradientNorms };
    const rule = alertRules.find((candidate) => candidate.id === id);
    return rule?.holds(whole) === true ? rule.describe(whole, math) : undefined;
  }
  const norms = (...values: number[]) => ({ gradientNorms: Float64Array.from(values) });

  it.each([
    ['more than a thousandth arrives', [1.01e-3, 1], undefined],
    ['less than a thousandth arrives', [0.99e-3, 1], 'layer 1'],
    ['a middle layer gets none', [1, 0, 1], 'layer 2'],
    ['several layers are starved', [1e-5, 1e-4, 1, 1], 'layers 1 to 2'],
    ['the last layer gets none either', [0, 0], undefined],
    ['the last layer is not finite', [0, Infinity], undefined],
    ['there is one layer', [1e-9], undefined],
  ])('vanishingGradient, when %s: %j is %s', (_, values, layers) => {
    const weightCounts = values.map(() => 8);
    expect(finding('vanishingGradient', { ...norms(...values), weightCounts })?.title).toBe(
      layers === undefined ? undefined : `Vanishing gradient, ${layers}`,
    );
  });

  it('vanishingGradient compares layers by their root mean square, not by their size', () => {
    const large = { ...norms(0.02, 1), weightCounts: [1_000_000, 10] };
    expect(finding('vanishingGradient', large)?.layer).toBe(1);
    expect(finding('vanishingGradient', { ...large, weightCounts: [10, 10] })).toBeUndefined();
  });

  it('vanishingGradient says how much each layer passes on, or that nothing arrives', () => {
    // Over three layers a factor of 1000 is a factor of 10 for each; 1e-9 over three is 1000 for each.
    const measured = { ...norms(1e-9, 1, 1, 1), weightCounts: [8, 8, 8, 8] };
    expect(finding('vanishingGradient', measured)?.reason).toContain('about 1/1.0e+3 of');
    const dead = { ...norms(0, 1, 1, 1), weightCounts: [8, 8, 8, 8] };
    expect(finding('vanishingGradient', dead)?.reason).toMatch(/^No gradient at all arrives/);
  });

  it.each([
    [[1000, 1], undefined],
    [[1000.5, 1], 1],
    [[1, 1e300], 2],
    [[1, Infinity], undefined],
    [[NaN, 2000], 2],
  ])('explodingGradient, when the norms are %j: layer %s', (values, layer) => {
    expect(finding('explodingGradient', norms(...values))?.layer).toBe(layer);
  });

  it.each([
    [0.5, [1, 1], undefined],
    [NaN, [1, 1], 'The cost is not finite'],
    [Infinity, [1, NaN], 'Not finite, layer 2'],
    [0.5, [NaN, Infinity], 'Not finite, layer 2'],
    [0.5, [Infinity, 1], 'Not finite, layer 1'],
  ])('notFinite, when J is %d and the norms are %j: %s', (cost, values, title) => {
    expect(finding('notFinite', { cost, ...norms(...values) })?.title).toBe(title);
  });
});
