import { describe, expect, it } from 'vitest';

import { allowedConfiguration, reasonNotOnDisk } from '../../src/extension/launchConfiguration';

it('keeps what Backstep reads and drops what could lead elsewhere', () => {
  const configuration = {
    type: 'backstep',
    request: 'launch',
    name: 'Debug network',
    program: '/lessons/xor.nn.jsonc',
    stopOnEntry: false,
    __restart: {},
    debugServer: 4711,
    pipeTransport: { pipeProgram: 'sh' },
    runtimeExecutable: 'sh',
    text: '{}',
  };
  expect(allowedConfiguration(configuration)).toEqual({
    type: 'backstep',
    request: 'launch',
    name: 'Debug network',
    program: '/lessons/xor.nn.jsonc',
    stopOnEntry: false,
    __restart: {},
  });
});

describe('case 122: a document that is not on disk', () => {
  it.each([
    ['file', undefined],
    ['untitled', 'net.nn.jsonc has not been saved yet'],
    ['vscode-vfs', 'net.nn.jsonc is not on the disk of this machine (vscode-vfs:)'],
    ['git', 'not on the disk'],
  ])('of the scheme %s is debugged, or the reason is told: %s', (scheme, reason) => {
    const told = reasonNotOnDisk({ scheme, path: '/github/lessons/net.nn.jsonc' });
    if (reason === undefined) expect(told).toBeUndefined();
    else expect(told).toContain(reason);
  });
});
