/** Lines of a text. A line ends at LF, CR or CRLF, as editors count. */

export interface LineAndColumn {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
}

/** For messages of the form `file:line:column`. An offset beyond the text is its end. */
export function lineAndColumn(text: string, offset: number): LineAndColumn {
  const index = indexLines(text);
  const line = index.lineAt(offset);
  return { line: line + 1, column: Math.min(offset, text.length) - index.startOf(line) + 1 };
}

/** Lines from 0, each found in logarithmic time. */
export interface LineIndex {
  readonly lineAt: (offset: number) => number;
  readonly startOf: (line: number) => number;
}

export function indexLines(text: string): LineIndex {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
  return {
    lineAt(offset) {
      let first = 0;
      let end = starts.length;
      while (1 < end - first) {
        const middle = (first + end) >> 1;
        if ((starts[middle] ?? 0) <= offset) first = middle;
        else end = middle;
      }
      return first;
    },
    startOf: (line) => starts[line] ?? text.length,
  };
}
