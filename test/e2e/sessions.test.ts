/** Several sessions at once, and saved traces, in VS Code itself. */
import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';

import {
  debugExample,
  endSession,
  eventOf,
  exampleFile,
  placeOf,
  stopAfter,
} from './harness/debugging';

const launch = (name: string) => ({
  type: 'backstep',
  request: 'launch',
  name,
  program: exampleFile('two-moons.nn.jsonc').fsPath,
  suppressMultipleSessionWarning: true,
});

describe('sessions in VS Code', () => {
  const alive = new Map<string, vscode.DebugSession>();
  const listeners: vscode.Disposable[] = [];

  before(() => {
    listeners.push(
      vscode.debug.onDidStartDebugSession((session) => void alive.set(session.id, session)),
      vscode.debug.onDidTerminateDebugSession(({ id }) => void alive.delete(id)),
    );
  });
  after(() => listeners.forEach((listener) => void listener.dispose()));

  afterEach(async () => {
    for (const session of [...alive.values()]) {
      const ended = eventOf(vscode.debug.onDidTerminateDebugSession, `the end of ${session.name}`);
      await vscode.debug.stopDebugging(session);
      await ended;
    }
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('debugs a saved trace from where it stands, forward and backward', async () => {
    const live = await debugExample('two-moons.nn.jsonc');
    await stopAfter(() =>
      live.customRequest('backstep/seek', { position: { iteration: 120, instruction: 3 } }),
    );
    const place = await placeOf(live);
    const trace = path.join(path.dirname(exampleFile('x').fsPath), 'saved.nntrace');
    await live.customRequest('backstep/saveTrace', { file: trace });
    await endSession();
    await stopAfter(() =>
      vscode.debug.startDebugging(undefined, {
        type: 'backstep',
        request: 'attach',
        name: 'saved',
        trace,
      }),
    );
    const session = vscode.debug.activeDebugSession;
    assert.ok(session);
    assert.equal(await placeOf(session), place);
    await stopAfter(() => vscode.commands.executeCommand('backstep.stepEpochForward'));
    await stopAfter(() => vscode.commands.executeCommand('backstep.stepEpochBackward'));
    assert.equal(await placeOf(session), place);
  });

  it('case 23 and 25: keeps four sessions apart, each with a panel, and refuses a fifth', async () => {
    const sessions: vscode.DebugSession[] = [];
    for (const name of ['one', 'two', 'three', 'four']) {
      sessions.push(await begun(name));
    }
    assert.equal(new Set(sessions.map(({ id }) => id)).size, 4);
    const tabs = vscode.window.tabGroups.all.flatMap(({ tabs: each }) => each);
    assert.equal(tabs.filter(({ label }) => label.startsWith('Backstep')).length, 4);
    // VS Code shows the reason in a dialog, which it refuses to do in tests.
    await assert.rejects(
      async () => vscode.debug.startDebugging(undefined, launch('five')),
      /Backstep debugs 4 networks at once/,
    );

    const [first, second] = sessions;
    assert.ok(first && second);
    await second.customRequest('backstep/seek', { position: { iteration: 9, instruction: 0 } });
    const ended = eventOf(vscode.debug.onDidTerminateDebugSession, 'the end of the first session');
    await vscode.debug.stopDebugging(first);
    assert.equal((await ended).id, first.id);
    assert.equal(await placeOf(second), '9:X');
    // There is room for another one now.
    assert.equal(await placeOf(await begun('six')), '0:X');
  });

  /** VS Code keeps the focus on the session before, so no stop is shown. */
  async function begun(name: string): Promise<vscode.DebugSession> {
    const started = eventOf(vscode.debug.onDidStartDebugSession, `the start of ${name}`);
    assert.equal(await vscode.debug.startDebugging(undefined, launch(name)), true);
    const session = await started;
    assert.equal(session.name, name);
    assert.equal(await placeOf(session), '0:X');
    return session;
  }
});
