/** The session that a command of the palette or a key is meant for. */
import * as vscode from 'vscode';

import { debugType } from './names';

/** The active session when it is Backstep's; else the user is told what to do. */
export function activeSessionOrSaysWhy(): vscode.DebugSession | undefined {
  const session = vscode.debug.activeDebugSession;
  if (session?.type === debugType) return session;
  void vscode.window.showInformationMessage(
    'Nothing is being debugged. Open a network file and press F5.',
  );
  return undefined;
}
