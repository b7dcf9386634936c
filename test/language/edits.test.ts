import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';

import { parseNetwork } from '../../src/network/parse';
import { rightNetwork } from '../network/networkText';
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
