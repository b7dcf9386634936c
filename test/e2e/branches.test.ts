/** Changing numbers by hand, and starting anew, in VS Code. */
import assert from 'node:assert/strict';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import * as vscode from 'vscode';

import { debugExample, endSession, exampleFile, placeOf, stopAfter } from './harness/debugging';

const run = (command: string) => vscode.commands.executeCommand(command);

async function valueOf(session: vscode.DebugSession, expression: string): Promise<string> {
  const body = (await session.customRequest('evaluate', { expression })) as { result: string };
  return body.result;
}

describe('changing numbers by hand in VS Code', () => {
  afterEach(async () => {
    vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
    await endSession();
    await run('workbench.action.closeAllEditors');
  });

  it('begins a branch, after which VS Code asks anew for what it shows', async () => {
    const session = await debugExample('two-moons.nn.jsonc');
    await stopAfter(() => run('workbench.action.debug.stepOver'));
    const old = await valueOf(session, 'W1[0, 0]');
    await stopAfter(() =>
      session.customRequest('setExpression', { expression: 'W1[0, 0]', value: '0.5' }),
    );
    assert.equal(await valueOf(session, 'W1[0, 0]'), '0.5');
    assert.equal(await placeOf(session), '0:Z1');
    await stopAfter(() => session.customRequest('backstep/switchBranch', { branch: 1 }));
    assert.equal(await valueOf(session, 'W1[0, 0]'), old);
  });

  it('goes back to the start of the iteration when its frame is restarted', async () => {
    const session = await debugExample('two-moons.nn.jsonc');
    await stopAfter(() => run('workbench.action.debug.stepOver'));
    await stopAfter(() => run('workbench.action.debug.stepOver'));
    const { stackFrames } = (await session.customRequest('stackTrace', {
      threadId: 1,
    })) as Dap.StackTraceResponse['body'];
    const frameId = stackFrames[2]!.id;
    await stopAfter(() => session.customRequest('restartFrame', { frameId }));
    assert.equal(await placeOf(session), '0:X');
  });

  it('keeps the session and the breakpoints when it is restarted', async () => {
    const session = await debugExample('two-moons.nn.jsonc');
    const { uri } = await vscode.workspace.openTextDocument(exampleFile('two-moons.nn.jsonc'));
    const text = (await vscode.workspace.openTextDocument(uri)).getText().split('\n');
    const line = text.findIndex((each) => each.includes('"tanh"'));
    const location = new vscode.Location(uri, new vscode.Position(line, 0));
    vscode.debug.addBreakpoints([new vscode.SourceBreakpoint(location)]);
    await stopAfter(() => run('workbench.action.debug.continue'));
    const there = await placeOf(session);
    assert.equal(there, '0:Z2');
    await stopAfter(() => run('workbench.action.debug.restart'));
    assert.equal(vscode.debug.activeDebugSession?.id, session.id);
    assert.equal(await placeOf(session), '0:X');
    await stopAfter(() => run('workbench.action.debug.continue'));
    assert.equal(await placeOf(session), there);
  });
});
