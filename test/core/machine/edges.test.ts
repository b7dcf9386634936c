/** Numbers at the edges of their precision, and where numbers may come from. */
import { afterEach, describe, expect, it, vi } from 'vitest';

import { testRun, type TestNetwork } from '../../support/runs';

const network: TestNetwork = {
  layers: [{ units: 8 }, { units: 1, activation: 'sigmoid' }],
};

/** A machine whose first weights are these. */
function machineWith(weights: readonly number[], precision: 'float32' | 'float64' = 'float64') {
  const { machine } = testRun({ ...network, training: { precision } });
  machine.view('W1', 0).values.set(weights);
  return machine;
}

describe('case 43: random numbers', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('come from the seed alone, not from the engine or the clock', () => {
    const plain = testRun(network);
    plain.timeline.seek({ iteration: 40, instruction: 0 });
    const trap = (name: string) => () => {
      throw new Error(`${name} was called.`);
    };
    vi.spyOn(Math, 'random').mockImplementation(trap('Math.random'));
    vi.spyOn(Date, 'now').mockImplementation(trap('Date.now'));
    vi.spyOn(performance, 'now').mockImplementation(trap('performance.now'));
    vi.spyOn(crypto, 'getRandomValues').mockImplementation(trap('getRandomValues'));
    const run = testRun(network);
    run.timeline.seek({ iteration: 40, instruction: 0 });
    const fingerprint = run.machine.fingerprint();
    run.timeline.seek({ iteration: 7, instruction: 3 });
    run.timeline.seek({ iteration: 40, instruction: 0 });
    vi.restoreAllMocks();
    expect(fingerprint).toBe(plain.machine.fingerprint());
    expect(run.machine.fingerprint()).toBe(fingerprint);
  });
});

describe('case 45: NaN', () => {
  it.each([
    ['signalling', 0x7ff00000, 1],
    ['negative', 0xfff80000, 0],
    ['with a payload', 0x7ff80000, 0x1234],
  ])('%s has the fingerprint of every other', (_, high, low) => {
    const machine = machineWith([]);
    const { buffer, byteOffset } = machine.view('W1', 0).values;
    new Uint32Array(buffer, byteOffset, 2).set([low, high]);
    expect(machine.fingerprint()).toBe(machineWith([NaN]).fingerprint());
    expect(machine.fingerprint()).not.toBe(machineWith([]).fingerprint());
  });
});

describe.each(['float64', 'float32'] as const)('case 46: in %s', (precision) => {
  it.each([
    ['denormal numbers', [1e-40, -1e-44, 1e-310, 5e-324]],
    ['negative zeros', [-0, -0, -0]],
    ['numbers that overflow', [3e38, -3e38, 1e308, -1e308]],
    ['numbers that are not finite', [Infinity, -Infinity, NaN]],
  ])('%s are the same in steps, at once, and in a replay', (_, weights) => {
    const stepped = machineWith(weights, precision);
    const whole = machineWith(weights, precision);
    const start = whole.persistentBytes().slice();
    const end = whole.program.instructions.length;
    const run = (): string => {
      for (let iteration = 0; iteration < 4; iteration++) whole.run(iteration, 0, end);
      return whole.fingerprint();
    };
    const first = run();
    whole.persistentBytes().set(start);
    expect(run()).toBe(first);
    for (let iteration = 0; iteration < 4; iteration++) {
      for (let next = 0; next < end; next++) stepped.run(iteration, next, next + 1);
    }
    expect(stepped.fingerprint()).toBe(first);
  });
});
