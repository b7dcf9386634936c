import { readFileSync } from 'node:fs';
import { listFiles, PackageManager } from '@vscode/vsce';
import { expect, it } from 'vitest';

const packaged = await listFiles({ packageManager: PackageManager.None });

it('packs every file that package.json names', () => {
  const manifest = readFileSync('package.json', 'utf8');
  const named = [
    ...manifest.matchAll(/"\.?\/?((?:dist|media|syntaxes)\/[^"]+|[\w-]+\.json)"/g),
  ].map(([, file]) => file);
  expect(named).toContain('dist/extension.js');
  expect(named.filter((file) => !packaged.includes(file!))).toEqual([]);
});

it('packs what the extension starts and shows', () => {
  expect(packaged).toEqual(
    expect.arrayContaining([
      'dist/trainer.js',
      'dist/language.js',
      'dist/kernels.wasm',
      'dist/kernels-relaxed.wasm',
      'dist/kernels-turbo.wasm',
      'dist/webview/panel.js',
      'dist/webview/panel.css',
    ]),
  );
});

it('packs no sources, tests, maps or notes', () => {
  const allowed =
    /^(dist\/(webview\/)?[\w-]+\.(js|css|ttf|wasm)|media\/.+|syntaxes\/.+\.json|language-configuration\.json|package\.json|README\.md|CHANGELOG\.md|LICENSE)$/;
  expect(packaged.filter((file) => !allowed.test(file))).toEqual([]);
});
