import { describe, expect, it } from 'vitest';

import type { Position } from '../../../src/protocol/position';
import { cacheState, passProgress } from '../../../webview/run/cacheState';
import { indexOf, recordedRun } from '../recordedRun';

const run = recordedRun();

function at(name: string): Position {
  return {
    iteration: 5,
    instruction: name === 'end' ? run.instructions.length : indexOf(run, name),
  };
}

describe('cacheState', () => {
  it.each([
    ['X', 2, 'empty'],
    ['Z2', 2, 'empty'],
    ['A2', 2, 'being written'],
    ['Z3', 2, 'waiting'],
    ['dZ3', 3, 'being read'],
    ['dW2', 2, 'being read'],
    ['dZ1', 2, 'done'],
    ['end', 1, 'done'],
  ] as const)('before %s the cache of layer %i is %s', (name, layer, state) => {
    expect(cacheState(run, at(name), layer)).toBe(state);
  });

  it('measures how far a pass has come through a layer', () => {
    const come = (name: string): number =>
      passProgress(run, at(name), { phase: 'backward', layer: 2 });
    expect([come('dZ2'), come('db2'), come('dZ1')]).toEqual([0, 0.5, 1]);
  });
});
