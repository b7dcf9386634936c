/**
 * Who may import whom. Whatever the table does not list is forbidden; inside the core imports go left only.
 */
import { describe, expect, it } from 'vitest';

import { foldersInCycles } from './folderCycles';
import { importsOf, importsUnder, isIn, type Import } from './sourceImports';

const mayImport: Readonly<Record<string, string>> = {
  'src/kernels': '',
  'src/protocol': '',
  'src/rpc': '',
  'src/rpc/node': 'src/rpc node:',
  'src/network': 'jsonc-parser',
  'src/core': 'src/network',
  'src/trainer': 'src/core src/network src/protocol src/rpc node:',
  'src/adapter': 'src/protocol src/rpc @vscode/debugprotocol',
  'src/language':
    'src/network src/protocol vscode-languageserver vscode-languageserver-textdocument vscode-json-languageservice node:',
  'src/extension':
    'src/adapter src/protocol src/rpc vscode vscode-languageclient @vscode/debugprotocol node:',
  'src/cli': 'src/core src/network src/trainer src/adapter node:',
  webview: 'src/protocol src/rpc preact @preact/signals chart.js @vscode/webview-ui-toolkit',
};
const coreOrder =
  'kernels tensor random activations losses optimizers initializers data statistics program machine timeline expressions gradientCheck alerts'
    .split(' ')
    .map((name) => `src/core/${name}`);

const imports = [...importsUnder('src'), ...importsUnder('webview')];

describe('the imports', () => {
  it('are those of the table', () => {
    expect(sentences(imports.filter((each) => !isAllowed(each)))).toEqual([]);
  });

  it('go left only inside the core', () => {
    const place = (file: string) => coreOrder.findIndex((folder) => isIn(file, folder));
    const rightward = imports.filter(({ from, to }) => 0 <= place(from) && place(from) < place(to));
    expect(sentences(rightward)).toEqual([]);
  });

  it('give the core no more of the network than types', () => {
    const values = imports.filter(
      ({ typeOnly, from, to }) => !typeOnly && isIn(from, 'src/core') && isIn(to, 'src/network'),
    );
    expect(sentences(values)).toEqual([]);
  });

  it('make no cycle of folders', () => {
    expect(foldersInCycles(imports)).toEqual([]);
  });
});

it('notices a cycle of folders', () => {
  const between = (from: string, to: string) => ({ from, to, typeOnly: false });
  const round = [between('a/x.ts', 'b/y'), between('b/z.ts', 'c/w'), between('c/v.ts', 'a/x')];
  expect(foldersInCycles(round)).toEqual(['a', 'b', 'c']);
  expect(foldersInCycles(round.slice(1))).toEqual([]);
});

it('reads every form of import', () => {
  const text =
    "import 'a';\nexport type { B } from './b';\nimport {\n  c,\n} from '../c/d';\nconst d = await import('e');";
  expect(sentences(importsOf('src/x/y.ts', text))).toEqual(
    ['a', 'src/x/b', 'src/c/d', 'e'].map((to) => `src/x/y.ts imports ${to}`),
  );
});

function isAllowed({ from, to }: Import): boolean {
  const home = Object.keys(mayImport)
    .filter((folder) => isIn(from, folder))
    .at(-1);
  return (
    home !== undefined && [home, ...mayImport[home]!.split(' ')].some((folder) => isIn(to, folder))
  );
}

function sentences(found: readonly Import[]): string[] {
  return found.map(({ from, to }) => `${from} imports ${to}`);
}
