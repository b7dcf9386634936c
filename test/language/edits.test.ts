import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';

import { parseNetwork } from '../../src/network/parse';
import { changed, rightNetwork } from '../network/networkText';
import { startLanguageClient, uri } from './languageClient';

it('case 74: after any edits, all at once or one by one, the diagnostics are those of a fresh reading', async () => {
  const edit = fc.record({
    start: fc.nat(700),
    removed: fc.nat(30),
    text: fc.oneof(
      fc.constantFrom('{', '}', '"', ',', '\n', '\r\n', '𝒳', '"units": 3'),
      fc.string(),
    ),
  });
  const batches = fc.array(fc.array(edit, { minLength: 1, maxLength: 4 }), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(batches, async (batches) => {
      const client = await startLanguageClient();
      // The mirror changes its text by offsets, so that it does not share the server's arithmetic.
      let mirror = rightNetwork;
      await client.open(mirror);
      for (const edits of batches) {
        const changes = edits.map(({ start, removed, text }) => {
          const document = TextDocument.create(uri, '', 0, mirror);
          // A position between CR and LF does not exist in an editor.
          const range = {
            start: document.positionAt(start),
            end: document.positionAt(start + removed),
          };
          const [first, last] = [document.offsetAt(range.start), document.offsetAt(range.end)];
          mirror = mirror.slice(0, first) + text + mirror.slice(last);
          return { range, text };
        });
        await client.change(changes);
      }
      const diagnostics = await client.diagnostics();
      const expected = parseNetwork(mirror).problems;
      const document = TextDocument.create(uri, '', 0, mirror);
      expect(diagnostics.map(({ code, message }) => [code, message])).toEqual(
        expected.map(({ code, message }) => [code, message]),
      );
      expect(diagnostics.map(({ range }) => range.start)).toEqual(
        expected.map(({ range }) => document.positionAt(range.start)),
      );
      client.dispose();
    }),
    { numRuns: 200 },
  );
}, 60_000);

it('case 75: a document changed hundreds of times gets an answer to every request, and the last text counts', async () => {
  const client = await startLanguageClient();
  await client.open(rightNetwork);
  const answers: Promise<unknown>[] = [];
  for (let round = 0; round < 200; round++) {
    const text = round === 199 ? changed('"units": 8', '"units": 0') : rightNetwork;
    await client.change([{ text: text.slice(0, round === 199 ? undefined : 10 * round) }]);
    const canceled = new CancellationTokenSource();
    const position = { position: { line: 4, character: 20 }, textDocument: { uri } };
    const answer = client.connection.sendRequest('textDocument/hover', position, canceled.token);
    // A refusal of a request that was canceled is an answer too.
    answers.push(answer.catch((reason: unknown) => reason));
    if (round % 2 === 0) canceled.cancel();
  }
  expect(await Promise.all(answers)).toHaveLength(200);
  expect(await client.diagnostics()).toMatchObject([{ code: 'out-of-range' }]);
  client.dispose();
});
