/** An editor for tests: speaks the Language Server Protocol with a server in this process, through streams. */
import { PassThrough } from 'node:stream';

import {
  createConnection,
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type Diagnostic,
  type ProtocolConnection,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver/node';

import { serveLanguage } from '../../src/language/server';

export interface LanguageClient {
  readonly connection: ProtocolConnection;
  open(text: string): Promise<void>;
  change(changes: TextDocumentContentChangeEvent[]): Promise<void>;
  request<R>(method: string, params?: object): Promise<R>;
  diagnostics(): Promise<Diagnostic[]>;
  /** Errors that the server has logged. */
  readonly log: readonly string[];
  dispose(): void;
}

export const uri = 'file:///network.nn.jsonc';

export async function startLanguageClient(): Promise<LanguageClient> {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  const server = createConnection(
    new StreamMessageReader(toServer),
    new StreamMessageWriter(toClient),
  );
  serveLanguage(server);
  const connection = createProtocolConnection(
    new StreamMessageReader(toClient),
    new StreamMessageWriter(toServer),
  );
  return openClient(connection, () => server.dispose());
}

/** Over any connection to a server that has not been initialized yet. */
export async function openClient(
  connection: ProtocolConnection,
  disposeServer: () => void,
): Promise<LanguageClient> {
  const log: string[] = [];
  let version = 1;
  connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
    log.push(message);
  });
  connection.listen();
  await connection.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {} });
  await connection.sendNotification('initialized', {});
  const request = async <R>(method: string, params: object = {}): Promise<R> =>
    connection.sendRequest<R>(method, { textDocument: { uri }, ...params });
  return {
    connection,
    log,
    request,
    open: (text) =>
      connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'backstep-network', version, text },
      }),
    change: (contentChanges) =>
      connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version: ++version },
        contentChanges,
      }),
    async diagnostics() {
      const report = await request<{ items: Diagnostic[] }>('textDocument/diagnostic');
      return report.items;
    },
    dispose() {
      connection.dispose();
      disposeServer();
    },
  };
}
