/** Numbers of a stopped run in VS Code's own places: at the ends of lines, in the console, on the clipboard. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

import { debugExample, endSession, exampleFile, stopAfter } from './harness/debugging';

const run = (command: string, ...args: unknown[]) =>
  vscode.commands.executeCommand(command, ...args);

describe('the numbers of a stopped run', () => {
  afterEach(async () => {
    await endSession();
    await run('workbench.action.closeAllEditors');
  });

  it('stand at the ends of the lines that have computed them', async () => {
    await debugExample('two-moons.nn.jsonc');
    await stopAfter(() => run('workbench.action.debug.stepOut'));
    const item = vscode.debug.activeStackItem;
    assert.ok(item instanceof vscode.DebugStackFrame);
    const document = await vscode.workspace.openTextDocument(exampleFile('two-moons.nn.jsonc'));
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const context = { frameId: item.frameId, stoppedLocation: whole };
    const values = (await run(
      'vscode.executeInlineValueProvider',
      document.uri,
      whole,
      context,
    )) as vscode.InlineValueText[];
    const shown = values.map(({ range, text }) => [
      document.lineAt(range.start.line).text.trim().slice(0, 8),
      text,
    ]);
    const loss = shown.find(([line]) => line === '"loss": ');
    assert.match(loss?.[1] ?? '', /^J = \d/);
    const layers = shown.filter(([, text]) => /^A\d \(/.test(text ?? ''));
    assert.deepEqual(layers.length, 3);
  });

  it('are copied as NumPy text from the Variables view', async () => {
    await debugExample('two-moons.nn.jsonc');
    await run('backstep.copyAsNumPy', { variable: { evaluateName: 'W2[0, :3]' } });
    assert.match(
      await vscode.env.clipboard.readText(),
      /^np\.array\(\[\[[-\d.e]+(, [-\d.e]+){2}\]\]\)$/,
    );
  });

  it('are completed by name in the debug console', async () => {
    const session = await debugExample('two-moons.nn.jsonc');
    assert.ok(session);
    const { targets } = (await session.customRequest('completions', {
      text: 'norm(dW',
      column: 8,
    })) as { targets: { label: string }[] };
    assert.deepEqual(
      targets.map(({ label }) => label),
      ['dW1', 'dW2', 'dW3'],
    );
  });
});
