/** A few numbers at the ends of the lines of a network file and of its listing, while its run is stopped. */
import * as vscode from 'vscode';

import type { InlineValue, InlineValues } from '../adapter/inlineValues';
import { debugType } from './names';

export class InlineValueProvider implements vscode.InlineValuesProvider {
  async provideInlineValues(
    document: vscode.TextDocument,
    viewPort: vscode.Range,
  ): Promise<vscode.InlineValue[]> {
    const session = vscode.debug.activeDebugSession;
    if (session?.type !== debugType) return [];
    const values = await valuesOf(session);
    return linesOf(document, session, values)
      .filter(({ line }) => viewPort.start.line <= line && line <= viewPort.end.line)
      .map(({ line, text }) => {
        const end = document.lineAt(Math.min(line, document.lineCount - 1)).range;
        return new vscode.InlineValueText(end, text);
      });
  }
}

/** None while the run moves, or when it has just ended. */
async function valuesOf(session: vscode.DebugSession): Promise<InlineValues> {
  try {
    return (await session.customRequest('backstep/inlineValues')) as InlineValues;
  } catch {
    return { network: [], listing: [] };
  }
}

function linesOf(
  { uri }: vscode.TextDocument,
  { configuration }: vscode.DebugSession,
  { network, listing }: InlineValues,
): readonly InlineValue[] {
  if (uri.scheme === 'debug') return listing;
  const program: unknown = configuration.program;
  const isDebugged = typeof program === 'string' && vscode.Uri.file(program).fsPath === uri.fsPath;
  return isDebugged ? network : [];
}
