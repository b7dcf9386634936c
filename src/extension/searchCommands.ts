/** Commands that go looking in the past of the run: for a write, for a change, for a line. */
import * as vscode from 'vscode';

import { activeSessionOrSaysWhy } from './activeSession';
import { programLanguage } from './names';
import { withErrorShown } from './shownErrors';
import { expressionOf } from './variableContext';

export function registerSearchCommands(): vscode.Disposable[] {
  const register = (command: string, action: (context?: unknown) => Promise<void>) =>
    vscode.commands.registerCommand(command, action);
  return [
    register('backstep.lastWrite', (context) => lastWrite(context)),
    register('backstep.lastChange', (context) => lastChange(context)),
    register('backstep.reverseToCursor', () => reverseToCursor()),
  ];
}

async function lastWrite(context: unknown): Promise<void> {
  const expression = expressionOf(context) ?? (await ask('A tensor, such as W1'));
  if (expression !== undefined) await search('backstep/lastWrite', { expression });
}

async function lastChange(context: unknown): Promise<void> {
  const expression = expressionOf(context) ?? (await ask('One number, such as W1[0, 2] or J'));
  if (expression === undefined) return;
  const amount = await vscode.window.showInputBox({
    prompt: `Go back to where ${expression} changed by more than`,
    value: '0',
    validateInput: (text) =>
      isAmount(text) ? undefined : 'Write a number that is not negative, such as 0.01.',
  });
  if (amount === undefined) return;
  await search('backstep/lastChange', { expression, moreThan: Number(amount) });
}

async function reverseToCursor(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return;
  const { document, selection } = editor;
  // The listing is a document of the session and has no path; it is always source 1.
  const source =
    document.languageId === programLanguage
      ? { sourceReference: 1 }
      : { path: document.uri.fsPath };
  const line = selection.active.line + 1;
  await search('backstep/runTo', { source, line, direction: 'backward' });
}

/** Pause ends a search, as it ends every run; so does Cancel in the progress that the adapter tells of it. */
async function search(request: string, params: object): Promise<void> {
  const session = activeSessionOrSaysWhy();
  if (session === undefined) return;
  await withErrorShown(async () => {
    const { notice } = (await session.customRequest(request, params)) as {
      readonly notice?: string;
    };
    if (notice !== undefined) vscode.window.setStatusBarMessage(notice, noticeMs);
  });
}

const noticeMs = 8000;

function ask(prompt: string): Thenable<string | undefined> {
  return vscode.window.showInputBox({ prompt });
}

function isAmount(text: string): boolean {
  const amount = Number(text);
  return text.trim() !== '' && 0 <= amount && amount < Infinity;
}
