/** What a command cannot do is told to the user, not to whoever has called it. */
import * as vscode from 'vscode';

export async function withErrorShown(action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
  }
}
