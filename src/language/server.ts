/**
 * The language server: hands each request to a pure function of the open document.
 *
 * It reads no file, opens no connection and runs nothing, so that it may work in folders that are not
 * trusted. Whatever a handler does, the server lives on: a failure is logged and answered with nothing.
 */
import {
  CodeActionKind,
  TextDocuments,
  TextDocumentSyncKind,
  type Connection,
  type ServerCapabilities,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';

import { codeLenses } from './codeLenses';
import { diagnose } from './diagnostics';
import { hover } from './hover';
import { inlayHints } from './inlayHints';
import { createNetworkDocuments, type NetworkDocument } from './networkDocument';
import { quickFixes } from './quickFixes';
import { createSchemaService } from './schemaService';
import { outline } from './outline';

export function serveLanguage(connection: Connection): void {
  const open = new TextDocuments(TextDocument);
  const schema = createSchemaService();
  const networkDocument = createNetworkDocuments();

  /** Answers a request about an open document; with `otherwise` when there is none, or when it fails. */
  function answer<P extends { readonly textDocument: { readonly uri: string } }, R>(
    otherwise: R,
    from: (document: NetworkDocument, params: P) => R | Promise<R>,
  ): (params: P) => Promise<R> {
    return async (params) => {
      try {
        const document = open.get(params.textDocument.uri);
        return document === undefined ? otherwise : await from(networkDocument(document), params);
      } catch (error) {
        connection.console.error(
          error instanceof Error ? (error.stack ?? error.message) : String(error),
        );
        return otherwise;
      }
    };
  }

  connection.onInitialize(() => ({ capabilities }));
  connection.languages.diagnostics.on(
    answer({ kind: 'full', items: [] }, (document) => ({
      kind: 'full',
      items: diagnose(document),
    })),
  );
  connection.onCompletion(
    answer(null, (document, { position }) => schema.complete(document, position)),
  );
  connection.onHover(
    answer(null, async (document, { position }) =>
      hover(document, position, await schema.hover(document, position)),
    ),
  );
  connection.onCodeAction(answer([], (document, { range }) => quickFixes(document, range)));
  connection.languages.inlayHint.on(
    answer([], (document, { range }) => inlayHints(document, range)),
  );
  connection.onDocumentSymbol(answer([], outline));
  connection.onFoldingRanges(answer([], (document) => schema.foldingRanges(document)));
  connection.onDocumentFormatting(
    answer([], (document, { options }) => schema.format(document, options)),
  );
  connection.onCodeLens(answer([], codeLenses));

  open.listen(connection);
  connection.listen();
}

const capabilities: ServerCapabilities = {
  textDocumentSync: TextDocumentSyncKind.Incremental,
  diagnosticProvider: { interFileDependencies: false, workspaceDiagnostics: false },
  completionProvider: { triggerCharacters: ['"', ':'] },
  hoverProvider: true,
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
  inlayHintProvider: true,
  documentSymbolProvider: true,
  foldingRangeProvider: true,
  documentFormattingProvider: true,
  codeLensProvider: {},
};
