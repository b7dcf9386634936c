/** A debug session as the tests in VS Code see it: wait for stops, ask for the stack, read variables. */
import assert from 'node:assert/strict';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import * as vscode from 'vscode';

import type { SessionState } from '../../../src/adapter/dapRequests';

const patienceMs = 20_000;

export function exampleFile(name: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'the examples are the open folder');
  return vscode.Uri.joinPath(folder.uri, name);
}

/** Opens an example and starts it as F5 does without a launch.json; resolves at the first stop. */
export async function debugExample(name: string): Promise<vscode.DebugSession> {
  await vscode.window.showTextDocument(exampleFile(name));
  await stopAfter(() => vscode.commands.executeCommand('workbench.action.debug.start'));
  const session = vscode.debug.activeDebugSession;
  assert.ok(session, 'a session has started');
  return session;
}

/** Ends the active session, if there is one. */
export async function endSession(): Promise<void> {
  if (vscode.debug.activeDebugSession === undefined) return;
  const ended = eventOf(vscode.debug.onDidTerminateDebugSession, 'the end of the session');
  await vscode.debug.stopDebugging();
  await ended;
}

/** Runs the action, and resolves when VS Code shows a stop after it. */
export async function stopAfter(action: () => unknown): Promise<void> {
  const shown = new Promise<void>((resolve) => {
    const listener = vscode.debug.onDidChangeActiveStackItem((item) => {
      if (!(item instanceof vscode.DebugStackFrame)) return;
      listener.dispose();
      resolve();
    });
  });
  await action();
  await inTime(shown, 'VS Code showing the stop');
}

export async function stackOf(session: vscode.DebugSession): Promise<Dap.StackFrame[]> {
  const body = (await session.customRequest('stackTrace', { threadId: 1 })) as {
    stackFrames: Dap.StackFrame[];
  };
  return body.stackFrames;
}

/** `0:Z1` */
export async function placeOf(session: vscode.DebugSession): Promise<string> {
  const { run, report } = (await session.customRequest('backstep/state')) as SessionState;
  const { iteration, instruction } = report.position;
  return `${iteration}:${run.instructions[instruction]?.name ?? 'end'}`;
}

/** The frame that VS Code has put the yellow line on. */
export async function focusedFrame(session: vscode.DebugSession): Promise<Dap.StackFrame> {
  const item = vscode.debug.activeStackItem;
  assert.ok(item instanceof vscode.DebugStackFrame, 'a frame has the focus');
  const frame = (await stackOf(session)).find(({ id }) => id === item.frameId);
  assert.ok(frame, 'the focused frame is one of the stack');
  return frame;
}

/** Resolves with the next event; fails when it does not come. */
export function eventOf<T>(event: vscode.Event<T>, what: string): Promise<T> {
  const happened = new Promise<T>((resolve) => {
    const listener = event((value) => {
      listener.dispose();
      resolve(value);
    });
  });
  return inTime(happened, what);
}

export async function inTime<T>(promise: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Waited in vain for ${what}.`)), patienceMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
