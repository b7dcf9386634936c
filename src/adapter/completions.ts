/** What can stand where somebody types an expression: the names of tensors and numbers, and the functions. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

import type { Vocabulary } from '../protocol/expressions';
import type { LineBase } from './lineBase';

/** The words that begin like the one before the cursor, in any case; all of them where none is begun. */
export function completionsAt(
  { text, line, column }: Dap.CompletionsArguments,
  { names, functions }: Vocabulary,
  { firstLine, firstColumn }: LineBase,
): Dap.CompletionItem[] {
  const current = text.split('\n')[(line ?? firstLine) - firstLine] ?? '';
  const before = current.slice(0, Math.max(0, column - firstColumn));
  const [begun = ''] = /[A-Za-z_]\w*$/.exec(before) ?? [];
  const place = { start: before.length - begun.length + firstColumn, length: begun.length };
  const fits = (word: string): boolean => word.toLowerCase().startsWith(begun.toLowerCase());
  return [
    ...names.filter(fits).map((label) => ({ label, type: 'variable' as const, ...place })),
    ...functions
      .filter(fits)
      .map((label) => ({ label, text: `${label}(`, type: 'function' as const, ...place })),
  ];
}
