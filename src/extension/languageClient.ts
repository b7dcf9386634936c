/** Starts the language server, and ends it with the extension. */
import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';

import { networkLanguage } from './names';

export function startLanguageClient(serverScript: string): vscode.Disposable {
  const server = { module: serverScript, transport: TransportKind.ipc };
  const client = new LanguageClient(
    'backstep',
    'Backstep',
    { run: server, debug: server },
    {
      documentSelector: [{ language: networkLanguage }],
    },
  );
  client.start().catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(
      `Backstep's language server could not be started (${reason}). Problems and hovers of network files are missing; reload the window to try again.`,
    );
  });
  // A server that never started cannot be stopped; there is nothing left to end then.
  return new vscode.Disposable(() => void client.stop().catch(() => undefined));
}
