/**
 * Opens the panel in Chromium: the shipped bundle, under the content security policy of the webview, with
 * VS Code's theme variables and a scripted trainer behind it.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import * as esbuild from 'esbuild';
import type { Page, Route } from 'playwright-core';

import { bundles } from '../../../scripts/targets.mjs';
import { launchChromium } from '../../../scripts/vscodeHost/chromium.mjs';

import type { ScriptOptions } from './scriptedTrainer';
import { themes } from './themes';
import type { ThemeName } from './themes';

export interface PageOptions extends ScriptOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
}

export interface PanelBrowser {
  open(options?: PageOptions): Promise<Page>;
  close(): Promise<void>;
}

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const twoMoons = path.join(root, 'test/fixtures/panel/two-moons.json');
const origin = 'http://panel.test';
const nonce = 'bm9uY2U';

/** `recording` is the run that is played back, as `record.ts` writes it. */
export async function launchPanelBrowser(recording = twoMoons): Promise<PanelBrowser> {
  const files = await buildFiles();
  const run = readFileSync(recording, 'utf8');
  const browser = await launchChromium();
  return {
    async open(options = {}) {
      const { width = 1180, height = 900 } = options;
      const page = await browser.newPage({ viewport: { width, height } });
      await page.route('**/*', (route) =>
        serve(route, new Map([...files, ...shell(run, options)])),
      );
      await page.goto(`${origin}/`);
      return page;
    },
    close: () => browser.close(),
  };
}

/** The panel as the build makes it, and the script that stands in for VS Code. */
async function buildFiles(): Promise<Map<string, string | Buffer>> {
  const files = new Map<string, string | Buffer>();
  const panel = bundles.filter(({ output }) => output.startsWith('dist/webview/'));
  const host = {
    entry: 'test/webview/page/host.ts',
    output: 'host.js',
    options: panel[0]!.options,
  };
  for (const { entry, output, options } of [...panel, host]) {
    const result = await esbuild.build({
      ...(options as esbuild.BuildOptions),
      absWorkingDir: root,
      entryPoints: [entry],
      outfile: path.basename(output),
      bundle: true,
      write: false,
    });
    for (const file of result.outputFiles) {
      files.set(`/${path.basename(file.path)}`, Buffer.from(file.contents));
    }
  }
  return files;
}

/** The page that the extension makes, and before the panel's script the one that stands in for VS Code. */
function shell(run: string, { theme = 'dark', ...options }: PageOptions): [string, string][] {
  const { bodyClass, variables } = themes[theme];
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${origin} 'nonce-${nonce}'`,
    `font-src ${origin}`,
    `img-src ${origin} data:`,
  ].join('; ');
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta property="csp-nonce" content="${nonce}">
<link rel="stylesheet" href="theme.css">
<link rel="stylesheet" href="panel.css">
<title>Backstep</title>
</head>
<body class="${bodyClass}">
<div id="app"></div>
<script nonce="${nonce}" src="script.js"></script>
<script nonce="${nonce}" type="module" src="host.js"></script>
<script nonce="${nonce}" type="module" src="panel.js"></script>
</body>
</html>`;
  const colors = Object.entries(variables).map(([name, value]) => `--vscode-${name}: ${value};`);
  return [
    ['/', html],
    ['/theme.css', `:root { ${colors.join(' ')} } body { padding: 0 20px; }`],
    ['/script.js', `window.script = { recording: ${run}, options: ${literal(options)} };`],
  ];
}

/** JSON, but for numbers that JSON does not know. */
function literal(options: ScriptOptions): string {
  return JSON.stringify(options, (_, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? `#${value}#` : value,
  ).replace(/"#(\S+?)#"/g, '$1');
}

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.ttf': 'font/ttf',
};

async function serve(route: Route, files: ReadonlyMap<string, string | Buffer>): Promise<void> {
  const { pathname } = new URL(route.request().url());
  const body = files.get(pathname);
  if (body === undefined) return route.fulfill({ status: 404 });
  const contentType = types[path.extname(pathname)] ?? 'text/html';
  return route.fulfill({ body, contentType });
}
