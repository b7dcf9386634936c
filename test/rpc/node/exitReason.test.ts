import { expect, it } from 'vitest';

import { describeExit } from '../../../src/rpc/node/exitReason';

const heap = 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory';

it.each([
  [{ code: null, signal: 'SIGKILL', output: '' } as const, 'was ended by signal SIGKILL'],
  [{ code: 1, signal: null, output: 'Error: no' }, 'ended with exit code 1'],
  [{ code: null, signal: 'SIGABRT', output: heap } as const, 'ran out of memory'],
  [
    { code: 9, signal: null, output: 'bad option' },
    'was started with options that this version of Node does not know',
  ],
])('describes the end %j as "%s"', (exit, reason) => {
  expect(describeExit(exit)).toBe(reason);
});
