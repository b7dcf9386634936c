/**
 * What the build makes, as data: every process of Backstep is one bundle, and the kernels are one module.
 */

/** Shared by the bundles that run in Node. */
const node = {
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // The UMD build of vscode-json-languageservice would be taken otherwise, and it crashes at start.
  mainFields: ['module', 'main'],
};

/** Shared by what the panel loads. */
const browser = {
  platform: 'browser',
  target: 'es2022',
  format: 'esm',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  loader: { '.ttf': 'file' },
  assetNames: '[name]',
};

/** One esbuild bundle each: `entry` becomes `output`. */
export const bundles = [
  {
    entry: 'src/extension/main.ts',
    output: 'dist/extension.js',
    options: { ...node, external: ['vscode'] },
  },
  { entry: 'src/trainer/main.ts', output: 'dist/trainer.js', options: node },
  { entry: 'src/language/main.ts', output: 'dist/language.js', options: node },
  {
    entry: 'src/cli/main.ts',
    output: 'dist/cli.js',
    options: { ...node, banner: { js: '#!/usr/bin/env node' } },
    executable: true,
  },
  { entry: 'webview/main.tsx', output: 'dist/webview/panel.js', options: browser },
  { entry: 'webview/panel.css', output: 'dist/webview/panel.css', options: browser },
];

/** The AssemblyScript compiler's arguments: no garbage collector, no assertions, the memory grows on demand. */
const kernelFlags = ['-O3', '--converge', '--noAssert', '--runtime', 'stub', '--enable', 'simd'];

/** One module each. The matrix product alone is compiled in two more ways, and works in the kernels' memory. */
export const kernels = [
  {
    entry: 'src/kernels/index.ts',
    output: 'dist/kernels.wasm',
    flags: [...kernelFlags, '--exportTable'],
  },
  {
    entry: 'src/kernels/relaxedProducts.ts',
    output: 'dist/kernels-relaxed.wasm',
    flags: [...kernelFlags, '--importMemory', '--enable', 'relaxed-simd', '--use', 'RELAXED=1'],
  },
  {
    entry: 'src/kernels/products.ts',
    output: 'dist/kernels-turbo.wasm',
    flags: [...kernelFlags, '--importMemory', '--use', 'TURBO=1'],
  },
];
