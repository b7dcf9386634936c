import { fork, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  createProtocolConnection,
  IPCMessageReader,
  IPCMessageWriter,
} from 'vscode-languageserver/node';

import { bundles } from '../../scripts/targets.mjs';
import { changed } from '../network/networkText';
import { openClient } from './languageClient';

let folder: string;
let server: ChildProcess;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backstep-language-'));
  const outfile = join(folder, 'language.js');
  const bundle = bundles.find(({ output }) => output === 'dist/language.js');
  if (bundle === undefined) throw new Error('The build has no language server');
  await build({
    ...(bundle.options as object),
    entryPoints: [bundle.entry],
    bundle: true,
    outfile,
  });
  server = fork(outfile, ['--node-ipc'], { execArgv: [] });
}, 60_000);

afterAll(async () => {
  server.kill();
  await rm(folder, { recursive: true });
});

it('works as the process that VS Code starts, from the bundle that ships', async () => {
  const client = await openClient(
    createProtocolConnection(new IPCMessageReader(server), new IPCMessageWriter(server)),
    () => undefined,
  );
  await client.open(changed('"tanh"', '"tahn"'));
  expect(await client.diagnostics()).toMatchObject([{ code: 'unknown-value' }]);
  const position = { line: 4, character: 12 };
  const hover = await client.request<object>('textDocument/hover', { position });
  expect(JSON.stringify(hover)).toContain('W1 (16, 2)');
  const exit = new Promise((resolve) => server.once('exit', resolve));
  await client.connection.sendRequest('shutdown');
  await client.connection.sendNotification('exit');
  expect(await exit).toBe(0);
}, 60_000);
