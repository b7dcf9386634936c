import { expect, it } from 'vitest';

import { allowedConfiguration } from '../../src/extension/launchConfiguration';

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
