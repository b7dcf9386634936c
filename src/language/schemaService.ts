/** What the JSON language service does for network files with the schema derived from the catalogue. */
import {
  getLanguageService,
  type CompletionList,
  type FormattingOptions,
  type FoldingRange,
  type Hover,
  type Position,
  type TextEdit,
} from 'vscode-json-languageservice';

import { networkSchema } from '../network/schema';
import type { NetworkDocument } from './networkDocument';

export interface SchemaService {
  complete(document: NetworkDocument, position: Position): Promise<CompletionList | null>;
  hover(document: NetworkDocument, position: Position): Promise<Hover | null>;
  foldingRanges(document: NetworkDocument): FoldingRange[];
  format(document: NetworkDocument, options: FormattingOptions): TextEdit[];
}

/** Texts that are too large or too deep for its parser get no answer. */
export function createSchemaService(): SchemaService {
  const service = getLanguageService({
    schemaRequestService: (uri) => Promise.reject(new Error(`No schema is ever fetched: ${uri}`)),
    clientCapabilities: {
      textDocument: {
        completion: { completionItem: { documentationFormat: ['markdown'] } },
      },
    },
  });
  service.configure({
    allowComments: true,
    schemas: [{ uri: schemaUri, fileMatch: ['*'], schema: networkSchema() }],
  });
  return {
    async complete({ document, isReadable }, position) {
      if (!isReadable) return null;
      return service.doComplete(document, position, service.parseJSONDocument(document));
    },
    async hover({ document, isReadable }, position) {
      if (!isReadable) return null;
      return service.doHover(document, position, service.parseJSONDocument(document));
    },
    foldingRanges: ({ document, isReadable }) =>
      isReadable ? service.getFoldingRanges(document) : [],
    format({ document, isReadable }, options) {
      if (!isReadable) return [];
      const all = {
        start: document.positionAt(0),
        end: document.positionAt(document.getText().length),
      };
      return service.format(document, all, options);
    },
  };
}

const schemaUri = 'backstep://schemas/network.schema.json';
