/** Case 79: documents that are closed or renamed while they are open. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { startLanguageClient, uri, type LanguageClient } from './languageClient';

let client: LanguageClient;
beforeEach(async () => {
  client = await startLanguageClient();
});
afterEach(() => client.dispose());

const close = () =>
  client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });

describe('case 79: a document', () => {
  it('that is closed has no diagnostics any more', async () => {
    await client.open('{');
    expect(await client.diagnostics()).not.toEqual([]);
    await close();
    expect(await client.diagnostics()).toEqual([]);
  });

  it('that is renamed has its diagnostics under the new name, and nothing is written', async () => {
    // The only way in which a server that touches no files could write.
    let edits = 0;
    client.connection.onRequest('workspace/applyEdit', () => {
      edits++;
    });
    const renamed = 'file:///other.nn.jsonc';
    const reportOf = (document: string) =>
      client.request<object>('textDocument/diagnostic', { textDocument: { uri: document } });
    await client.open('{');
    const before = await reportOf(uri);
    await close();
    const textDocument = { uri: renamed, languageId: 'backstep-network', version: 1, text: '{' };
    await client.connection.sendNotification('textDocument/didOpen', { textDocument });
    expect(await reportOf(uri)).toEqual({ kind: 'full', items: [] });
    expect(await reportOf(renamed)).toEqual(before);
    expect(edits).toBe(0);
  });
});
