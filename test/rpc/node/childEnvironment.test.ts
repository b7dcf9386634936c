import { expect, it } from 'vitest';

import { childEnvironment } from '../../../src/rpc/node/childEnvironment';

it('passes on what a program needs and nothing that loads code', () => {
  const environment = childEnvironment({
    PATH: '/bin',
    HOME: '/home/ada',
    NODE_OPTIONS: '--require /tmp/evil.js',
    NODE_PATH: '/tmp',
    ELECTRON_RUN_AS_NODE: '0',
    ELECTRON_ENABLE_LOGGING: '1',
    VSCODE_INSPECTOR_OPTIONS: '{}',
    SECRET_TOKEN: 'x',
  });
  expect(environment).toEqual({ PATH: '/bin', HOME: '/home/ada', ELECTRON_RUN_AS_NODE: '1' });
});

it('finds names in the spelling of Windows', () => {
  expect(childEnvironment({ Path: 'C:\\bin', SystemRoot: 'C:\\Windows' })).toEqual({
    Path: 'C:\\bin',
    SystemRoot: 'C:\\Windows',
    ELECTRON_RUN_AS_NODE: '1',
  });
});
