/** F5 on the examples: stepping, breakpoints, alerts, variables, and the end of the trainer. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import process from 'node:process';
import { promisify } from 'node:util';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import * as vscode from 'vscode';

import {
  debugExample,
  endSession,
  eventOf,
  exampleFile,
  focusedFrame,
  placeOf,
  stackOf,
  stopAfter,
} from './harness/debugging';

const run = (command: string) => vscode.commands.executeCommand(command);

describe('debugging a network in VS Code', () => {
  afterEach(async () => {
    vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
    await endSession();
    await run('workbench.action.closeAllEditors');
  });

  it('stops before the first instruction when F5 is pressed without a launch.json', async () => {
    const session = await debugExample('two-moons.nn.jsonc');
    assert.equal(await placeOf(session), '0:X');
    const stack = await stackOf(session);
    assert.equal(stack.length, 3);
    assert.match(stack[2]?.name ?? '', /^iteration 0, epoch 0$/);
  });

  it('opens the panel beside the file and leaves the focus in the editor', async () => {
    await debugExample('two-moons.nn.jsonc');
    const tabs = vscode.window.tabGroups.all.flatMap(({ tabs: each }) => each);
    assert.ok(tabs.some(({ label }) => label === 'Backstep'));
    assert.equal(
      vscode.window.activeTextEditor?.document.fileName,
      exampleFile('two-moons.nn.jsonc').fsPath,
    );
  });

  it('keeps the yellow line on the layer, forward and back', async () => {
    const session = await debugExample('two-moons.nn.jsonc');
    const lines: number[] = [(await focusedFrame(session)).line];
    const places: string[] = [await placeOf(session)];
    for (let steps = 0; steps < 6; steps++) {
      await stopAfter(() => run('workbench.action.debug.stepOver'));
      const frame = await focusedFrame(session);
      assert.equal(frame.source?.name, 'two-moons.nn.jsonc');
      lines.push(frame.line);
      places.push(await placeOf(session));
    }
    assert.deepEqual(places.slice(0, 5), ['0:X', '0:Z1', '0:Z2', '0:Z3', '0:J']);
    for (let steps = 5; steps >= 0; steps--) {
      await stopAfter(() => run('workbench.action.debug.stepBack'));
      assert.equal((await focusedFrame(session)).line, lines[steps]);
      assert.equal(await placeOf(session), places[steps]);
    }
  });

  it('steps in every granularity and both directions by its own commands', async () => {
    const session = await debugExample('two-moons.nn.jsonc');
    for (const granularity of ['Instruction', 'Layer', 'Phase', 'Iteration', 'Epoch']) {
      const before = await placeOf(session);
      await stopAfter(() => run(`backstep.step${granularity}Forward`));
      assert.notEqual(await placeOf(session), before);
      await stopAfter(() => run(`backstep.step${granularity}Backward`));
      assert.equal(await placeOf(session), before, granularity);
    }
  });

  it('counts commands that come faster than the run moves', async () => {
    const session = await debugExample('two-moons.nn.jsonc');
    const presses = Array.from({ length: 40 }, () => run('backstep.stepIterationForward'));
    await Promise.all(presses);
    assert.equal(await placeOf(session), '40:X');
  });

  it('stops at a layer in the forward pass, in the backward pass and in reverse', async () => {
    const session = await debugExample('two-moons.nn.jsonc');
    const stack = await stackOf(session);
    await stopAfter(() => run('workbench.action.debug.stepOver'));
    const { line } = await focusedFrame(session);
    await stopAfter(() => run('workbench.action.debug.stepBack'));
    assert.notEqual(stack[0]?.line, line);
    const location = new vscode.Location(
      exampleFile('two-moons.nn.jsonc'),
      new vscode.Position(line - 1, 0),
    );
    vscode.debug.addBreakpoints([new vscode.SourceBreakpoint(location)]);
    const places: (string | undefined)[] = [];
    for (const command of ['continue', 'continue', 'continue', 'reverseContinue']) {
      await stopAfter(() => run(`workbench.action.debug.${command}`));
      places.push(await placeOf(session));
      assert.equal((await focusedFrame(session)).line, line);
    }
    assert.equal(places[0], '0:Z1');
    assert.match(places[1] ?? '', /^0:d[AZ]1$/);
    assert.match(places[2] ?? '', /^0:\w*W1$/);
    assert.equal(places[3], places[1]);
  });

  it('stops on conditions and names, counts hits, and does all of it in reverse', async () => {
    const session = await debugExample('two-moons.nn.jsonc');
    await stopAfter(() => run('workbench.action.debug.stepOver'));
    const { line } = await focusedFrame(session);
    const location = new vscode.Location(
      exampleFile('two-moons.nn.jsonc'),
      new vscode.Position(line - 1, 0),
    );
    vscode.debug.addBreakpoints([
      new vscode.SourceBreakpoint(location, true, 'iteration > 1 and norm(W1) > 0', '% 5'),
      new vscode.FunctionBreakpoint('dW2', true, 'iteration == 3'),
    ]);
    const places: string[] = [];
    for (const command of ['continue', 'continue', 'reverseContinue']) {
      await stopAfter(() => run(`workbench.action.debug.${command}`));
      places.push(await placeOf(session));
    }
    assert.match(places[0] ?? '', /^3:(d[AZ]1|dW2)$/);
    assert.match(places[1] ?? '', /^[34]:/);
    assert.equal(places[2], places[0]);
  });

  it('goes to where a variable was written, from its menu', async () => {
    const session = await debugExample('two-moons.nn.jsonc');
    await stopAfter(() => run('workbench.action.debug.stepOut'));
    await stopAfter(() =>
      vscode.commands.executeCommand('backstep.lastWrite', { variable: { evaluateName: 'W1' } }),
    );
    assert.match(await placeOf(session), /^0:\w*W1$/);
  });

  it('allows breakpoints in the listing', async () => {
    const session = await debugExample('two-moons.nn.jsonc');
    const [, instruction] = await stackOf(session);
    assert.ok(instruction?.source?.name, 'the instruction has a source');
    // As VS Code itself makes the address of a source without a path.
    const source = { ...instruction.source, path: instruction.source.name };
    const listing = await vscode.workspace.openTextDocument(
      vscode.debug.asDebugSourceUri(source, session),
    );
    assert.equal(listing.languageId, 'backstep-program');
  });

  it('runs backward to the start', async () => {
    const session = await debugExample('two-moons.nn.jsonc');
    await stopAfter(() => run('workbench.action.debug.stepOut'));
    await stopAfter(() => run('workbench.action.debug.stepOut'));
    assert.equal(await placeOf(session), '1:end');
    await stopAfter(() => run('backstep.reverseContinue'));
    assert.equal(await placeOf(session), '0:X');
  });

  it('breaks on a vanishing gradient and says why', async () => {
    const session = await debugExample('deep-sigmoid.nn.jsonc');
    await session.customRequest('setExceptionBreakpoints', { filters: ['vanishingGradient'] });
    await stopAfter(() => run('workbench.action.debug.continue'));
    const info = (await session.customRequest('exceptionInfo', {
      threadId: 1,
    })) as Dap.ExceptionInfoResponse['body'];
    assert.match(info.exceptionId, /Vanishing gradient/);
    assert.match(info.description ?? '', /dW1/);
    assert.match(await placeOf(session), /:end$/);
  });

  it('shows tensors shape first and fetches a page of rows', async () => {
    const session = await debugExample('two-moons.nn.jsonc');
    const { scopes } = (await session.customRequest('scopes', {
      frameId: (await focusedFrame(session)).id,
    })) as Dap.ScopesResponse['body'];
    const parameters = scopes.find(({ name }) => name === 'Parameters');
    const [weights] = await variables(session, {
      variablesReference: parameters?.variablesReference ?? 0,
    });
    assert.equal(weights?.name, 'W1');
    assert.match(weights.value, /^\(16, 2\) float64 \[-?\d/);
    const rows = await variables(session, {
      variablesReference: weights.variablesReference,
      filter: 'indexed',
      start: 10,
      count: 3,
    });
    assert.deepEqual(
      rows.map(({ name }) => name),
      ['[10]', '[11]', '[12]'],
    );
  });

  it('begins again when it is restarted', async () => {
    const session = await debugExample('two-moons.nn.jsonc');
    await stopAfter(() => run('workbench.action.debug.stepOut'));
    await stopAfter(() => run('workbench.action.debug.restart'));
    assert.equal(await placeOf(vscode.debug.activeDebugSession ?? session), '0:X');
  });

  it('ends the session when the trainer is killed, and starts another', async () => {
    const first = await debugExample('two-moons.nn.jsonc');
    const ended = eventOf(vscode.debug.onDidTerminateDebugSession, 'the end of the session');
    const [trainer] = await trainerProcesses();
    assert.ok(trainer !== undefined, 'a trainer runs');
    process.kill(trainer, 'SIGKILL');
    await ended;
    const second = await debugExample('two-moons.nn.jsonc');
    assert.notEqual(second.id, first.id);
    assert.equal(await placeOf(second), '0:X');
  });

  it('shows what is wrong with a network and starts nothing', async () => {
    const uri = vscode.Uri.joinPath(exampleFile('x'), '..', 'broken.nn.jsonc');
    const text = '{ "layers": [{ "type": "dense", "units": -1 }] }\n';
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    const configuration = { type: 'backstep', request: 'launch', name: 'broken' };
    // VS Code shows the message in a dialog, or throws it where dialogs are refused: in tests.
    await assert.rejects(
      async () => vscode.debug.startDebugging(undefined, { ...configuration, program: uri.fsPath }),
      /broken\.nn\.jsonc:1:1: /,
    );
    assert.equal(vscode.debug.activeDebugSession, undefined);
    assert.deepEqual(await trainerProcesses(), []);
  });
});

async function variables(
  session: vscode.DebugSession,
  args: Dap.VariablesArguments,
): Promise<Dap.Variable[]> {
  const body = (await session.customRequest('variables', args)) as Dap.VariablesResponse['body'];
  return body.variables;
}

/** The extension runs in this very process, so its trainers are children of it. */
async function trainerProcesses(): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,args=']);
  return stdout
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [])
    .filter(
      ([, , parent, command]) => Number(parent) === process.pid && command?.includes('trainer.js'),
    )
    .map(([, child]) => Number(child));
}
