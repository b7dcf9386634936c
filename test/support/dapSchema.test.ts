import { describe, expect, it } from 'vitest';

import { dapSchema } from './dapSchema';

const schema = dapSchema();
const stopped = { reason: 'step', threadId: 1 };

describe('the schema of the protocol', () => {
  it.each<[object, string | undefined]>([
    [{ seq: 1, type: 'event', event: 'stopped', body: stopped }, undefined],
    [{ seq: 1, type: 'event', event: 'stopped', body: {} }, 'StoppedEvent.body.reason is no text'],
    [{ seq: 1, type: 'event', event: 'stopped' }, 'StoppedEvent.body is no object'],
    [{ type: 'event', event: 'initialized' }, 'InitializedEvent.seq is no number'],
    [{ seq: 1, type: 'event', event: 'backstep/any', body: 7 }, undefined],
    [
      { seq: 1, type: 'response', request_seq: 2, success: true, command: 'threads', body: {} },
      'ThreadsResponse.body.threads is no list',
    ],
    [
      {
        seq: 1,
        type: 'response',
        request_seq: 2,
        success: true,
        command: 'threads',
        body: { threads: [{ id: NaN, name: 'x' }] },
      },
      'ThreadsResponse.body.threads[0].id is no number',
    ],
    [
      { seq: 1, type: 'response', request_seq: 2, success: false, command: 'next' },
      'ErrorResponse.body is no object',
    ],
    [answer('setVariable', { value: 7 }), 'SetVariableResponse.body.value is no text'],
    [answer('dataBreakpointInfo', { dataId: null, description: 'W1' }), undefined],
    [
      answer('dataBreakpointInfo', { dataId: 7, description: 'W1' }),
      'DataBreakpointInfoResponse.body.dataId is not null',
    ],
    [
      answer('scopes', { scopes: [{ name: 'Run', variablesReference: 1, expensive: 'no' }] }),
      'ScopesResponse.body.scopes[0].expensive is neither true nor false',
    ],
    [
      answer('variables', { variables: [{ name: 'W1', value: '1' }] }),
      'VariablesResponse.body.variables[0].variablesReference is no number',
    ],
    [
      { seq: 1, type: 'event', event: 'progressStart', body: { progressId: 1, title: 'Running' } },
      'ProgressStartEvent.body.progressId is no text',
    ],
    [{ seq: 1, type: 'request' }, 'an adapter has sent a message of type request'],
  ])('says of %j: %s', (message, flaw) => {
    expect(schema.flawOf(message)).toBe(flaw);
  });
});

function answer(command: string, body: object) {
  return { seq: 1, type: 'response', request_seq: 2, success: true, command, body };
}
