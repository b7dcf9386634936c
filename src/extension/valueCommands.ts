/** Takes values out of a stopped run: to the clipboard as NumPy text, to a file as .npy or .csv. */
import path from 'node:path';
import * as vscode from 'vscode';

import { activeSessionOrSaysWhy } from './activeSession';
import { withErrorShown } from './shownErrors';
import { isTrustedOrSaysWhy } from './trust';
import { expressionOf } from './variableContext';

export function registerValueCommands(): vscode.Disposable[] {
  return [
    vscode.commands.registerCommand('backstep.copyAsNumPy', (context?: unknown) =>
      withExpression(context, copyAsNumPy),
    ),
    vscode.commands.registerCommand('backstep.saveTensor', (context?: unknown) =>
      withExpression(context, saveTensor),
    ),
  ];
}

/** Asks where to, and writes what the expression is worth in this session. */
export async function saveValue(session: vscode.DebugSession, expression: string): Promise<void> {
  if (!isTrustedOrSaysWhy()) return;
  await withErrorShown(() => saveTensor(session, expression));
}

type Action = (session: vscode.DebugSession, expression: string) => Promise<void>;

async function withExpression(context: unknown, action: Action): Promise<void> {
  if (!isTrustedOrSaysWhy()) return;
  const session = activeSessionOrSaysWhy();
  if (session === undefined) return;
  const expression = expressionOf(context) ?? (await askForExpression());
  if (expression !== undefined) await withErrorShown(() => action(session, expression));
}

function askForExpression(): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    prompt: 'A tensor, or an expression such as W1[0, :] or A1 @ A1.T',
    placeHolder: 'W1',
  });
}

async function copyAsNumPy(session: vscode.DebugSession, expression: string): Promise<void> {
  const { result } = (await session.customRequest('evaluate', {
    expression,
    context: 'clipboard',
  })) as { readonly result: string };
  await vscode.env.clipboard.writeText(result);
}

async function saveTensor(session: vscode.DebugSession, expression: string): Promise<void> {
  const target = await vscode.window.showSaveDialog({
    title: `Save ${expression}`,
    defaultUri: vscode.Uri.file(path.join(folderOf(session), `${fileNameOf(expression)}.npy`)),
    filters: { NumPy: ['npy'], 'Comma-separated values': ['csv'] },
  });
  if (target === undefined) return;
  await session.customRequest('backstep/save', { expression, file: target.fsPath });
  void vscode.window.showInformationMessage(`Saved ${expression} as ${target.fsPath}.`);
}

function folderOf({ configuration, workspaceFolder }: vscode.DebugSession): string {
  const program: unknown = configuration.program;
  return typeof program === 'string' ? path.dirname(program) : (workspaceFolder?.uri.fsPath ?? '');
}

/** `W1[0, :]` gives `W1_0`. */
function fileNameOf(expression: string): string {
  const words = expression.match(/\w+/g) ?? ['tensor'];
  return words.join('_').slice(0, 60);
}
