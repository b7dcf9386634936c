/** Workspace Trust: in a folder that is not trusted, files are read and explained, but nothing runs. */
import * as vscode from 'vscode';

/** When the folder is not trusted, tells the user how to change that. */
export function isTrustedOrSaysWhy(): boolean {
  if (vscode.workspace.isTrusted) return true;
  const manage = 'Manage Workspace Trust';
  const message = 'Backstep trains networks only in folders that you trust.';
  void vscode.window.showWarningMessage(message, manage).then((answer) => {
    if (answer === manage) void vscode.commands.executeCommand('workbench.trust.manage');
  });
  return false;
}
