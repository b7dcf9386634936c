/** The fixes that problems carry, where the cursor or the selection touches one. */
import { CodeActionKind, type CodeAction, type Range } from 'vscode-languageserver';

import { toDiagnostic } from './diagnostics';
import { touch, toRange, toTextRange, type NetworkDocument } from './networkDocument';

export function quickFixes(network: NetworkDocument, range: Range): CodeAction[] {
  const { document } = network;
  const selection = toTextRange(document, range);
  return network.network.problems.flatMap((problem) => {
    const { fix } = problem;
    if (fix === undefined || !touch(problem.range, selection)) return [];
    const edit = { range: toRange(document, fix.range), newText: fix.newText };
    return [
      {
        title: fix.title,
        kind: CodeActionKind.QuickFix,
        diagnostics: [toDiagnostic(network, problem)],
        isPreferred: true,
        edit: { changes: { [document.uri]: [edit] } },
      },
    ];
  });
}
