/** "Debug training" above the file. */
import type { CodeLens } from 'vscode-languageserver';

import type { NetworkDocument } from './networkDocument';

export function codeLenses({ document }: NetworkDocument): CodeLens[] {
  const top = { line: 0, character: 0 };
  return [
    {
      range: { start: top, end: top },
      command: {
        title: '$(debug-alt) Debug training',
        command: 'backstep.debug',
        arguments: [document.uri],
      },
    },
  ];
}
