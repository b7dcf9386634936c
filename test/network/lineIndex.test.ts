import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';

import { lineAndColumn } from '../../src/network/lineIndex';

describe('line and column', () => {
  it.each([
    ['abc', 0, 1, 1],
    ['abc', 3, 1, 4],
    ['a\nb', 2, 2, 1],
    ['a\r\nb', 3, 2, 1],
    ['a\rb', 2, 2, 1],
    ['𝒳y', 2, 1, 3],
    ['a\n', 2, 2, 1],
    ['a', 99, 1, 2],
  ])('of %j at %i are %i and %i', (text, offset, line, column) => {
    expect(lineAndColumn(text, offset)).toEqual({ line, column });
  });

  it('cases 73, 76: are those of an editor, at every place of every text', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '\n', '\r', '\t', '𝒳') });
    fc.assert(
      fc.property(text, fc.nat(40), (text, offset) => {
        // An editor has no place between CR and LF.
        fc.pre(!(text[offset - 1] === '\r' && text[offset] === '\n'));
        const { line, character } = TextDocument.create('', '', 0, text).positionAt(offset);
        expect(lineAndColumn(text, offset)).toEqual({ line: line + 1, column: character + 1 });
      }),
    );
  });
});
