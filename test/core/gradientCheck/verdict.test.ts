import { describe, expect, it } from 'vitest';

import { worstVerdict, type GradientVerdict } from '../../../src/core';
import { gradeError } from '../../../src/core/gradientCheck/verdict';

describe('the grade of a relative error', () => {
  it.each<[number, number, number, GradientVerdict]>([
    [0, 0, 0, 'correct'],
    [1e-7, 1e-7, 0, 'correct'],
    [1e-7, 1e-7, 2, 'kink'],
    [1.1e-7, 1.1e-7, 0, 'look'],
    [1.1e-7, 1.1e-7, 2, 'look'],
    [1e-4, 1e-4, 0, 'look'],
    [1.1e-4, 1.1e-4, 0, 'wrong'],
    // The planted bugs of the course's notebook: dW2 × 2 and db1 × 4.
    [0.2850931, 0.2850931, 0, 'wrong'],
    [1, 0, 0, 'look'],
    [NaN, NaN, 0, 'wrong'],
    [Infinity, Infinity, 0, 'wrong'],
  ])('%d, of which %d beyond noise, with %i kinks: %s', (error, beyondNoise, kinks, verdict) => {
    expect(gradeError(error, { beyondNoise, kinks })).toBe(verdict);
  });
});

describe('the worst of several verdicts', () => {
  it.each<[readonly GradientVerdict[], GradientVerdict]>([
    [[], 'correct'],
    [['correct', 'correct'], 'correct'],
    [['correct', 'kink'], 'kink'],
    [['look', 'kink', 'correct'], 'look'],
    [['look', 'wrong', 'correct'], 'wrong'],
  ])('%j: %s', (verdicts, worst) => {
    expect(worstVerdict(verdicts)).toBe(worst);
  });
});
