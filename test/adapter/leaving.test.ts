/** Case 16: a client that ends the run is told from one that only goes away, whose run can be gone on with. */
import { expect, it, vi } from 'vitest';

import { stoppedSession } from './sessionFixture';

it.each([
  ['terminate', {}, true],
  ['disconnect', { terminateDebuggee: true }, true],
  ['disconnect', { terminateDebuggee: false }, true],
  // So does VS Code for a window that is closed or loaded anew.
  ['disconnect', { restart: false }, false],
] as const)('case 16: %s with %j gives the run up: %s', async (command, args, isGivenUp) => {
  const { client, scripted } = await stoppedSession();
  const request = vi.spyOn(scripted.connection.trainer, 'request');
  await client.request(command, args);
  expect(request.mock.calls.some(([method]) => method === 'end')).toBe(isGivenUp);
  expect(scripted.isClosed()).toBe(true);
});
