/** Starts the language server, and ends it with the extension. */
import * as vscode from 'vscode';
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  TransportKind,
  type CloseHandlerResult,
  type ErrorHandler,
} from 'vscode-languageclient/node';

import { networkLanguage } from './names';
import { mostDeaths, ServerRestarts } from './serverRestarts';

export function startLanguageClient(serverScript: string): vscode.Disposable {
  const server = { module: serverScript, transport: TransportKind.ipc };
  const client = new LanguageClient(
    'backstep',
    'Backstep',
    { run: server, debug: server },
    {
      documentSelector: [{ language: networkLanguage }],
      errorHandler: restarting(new ServerRestarts()),
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

function restarting(restarts: ServerRestarts): ErrorHandler {
  return {
    // A message or two may be lost; a connection that carries none is no use.
    error: (_error, _message, count = 0) => ({
      action: count <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown,
    }),
    async closed(): Promise<CloseHandlerResult> {
      const next = restarts.died(performance.now());
      if (next.kind === 'giveUp') {
        const message = `Backstep's language server has ended ${mostDeaths} times in three minutes and is not started again. Problems and hovers of network files are missing; reload the window to try again.`;
        return { action: CloseAction.DoNotRestart, message };
      }
      await new Promise((resolve) => setTimeout(resolve, next.delayMs));
      // Only the log tells of it: the user has lost nothing.
      return { action: CloseAction.Restart, handled: true };
    },
  };
}
