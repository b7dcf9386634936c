/**
 * typescript-eslint's strict and stylistic typed rules, and what this project adds to them.
 */
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const noDefaultExport = {
  selector: 'ExportDefaultDeclaration, ExportSpecifier[exported.name="default"]',
  message: 'Export by name, so that a thing has one name everywhere.',
};
const noPower = {
  selector:
    'BinaryExpression[operator="**"]:not([left.type="Literal"][right.type="Literal"]), ' +
    'AssignmentExpression[operator="**="]',
  message: 'Engines differ in the last bit of a power; use the kernels.',
};
const noMarkup = {
  selector:
    'MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML)$/], ' +
    'CallExpression[callee.object.name="document"][callee.property.name=/^write/], ' +
    'JSXAttribute[name.name="dangerouslySetInnerHTML"]',
  message: 'Text from a file must never become markup.',
};
// What the language leaves to the engine; sqrt, abs, floor, min, max, imul, fround and their like are exact.
const inexactMath =
  'random pow exp expm1 log log1p log2 log10 sin cos tan asin acos atan atan2 sinh cosh tanh asinh acosh atanh cbrt hypot';

export default defineConfig(
  // src/kernels is AssemblyScript: another language in the same letters.
  globalIgnores(['dist/', '.vscode-test/', 'test-results/', 'src/kernels/', 'test/fixtures/']),
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'max-lines': ['error', 400],
      'max-params': ['error', 3],
      'no-console': 'error',
      'no-nested-ternary': 'error',
      'no-restricted-syntax': ['error', noDefaultExport],
      eqeqeq: 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/naming-convention': [
        'error',
        {
          selector: 'interface',
          format: ['PascalCase'],
          custom: { regex: '^I[A-Z]', match: false },
        },
        {
          selector: 'memberLike',
          modifiers: ['private'],
          format: null,
          leadingUnderscore: 'forbid',
        },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // With noUncheckedIndexedAccess an index that a loop bound proves has to be asserted.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // An interface here is kept by an object of closures; its methods may travel alone.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    files: ['src/core/**'],
    rules: {
      'no-restricted-syntax': ['error', noDefaultExport, noPower],
      'no-restricted-globals': ['error', 'Date', 'performance', 'crypto', 'setTimeout', 'process'],
      'no-restricted-properties': [
        'error',
        ...inexactMath.split(' ').map((property) => ({
          object: 'Math',
          property,
          message: 'Engines differ in its last bit; the core gives the same bits everywhere.',
        })),
      ],
    },
  },
  {
    files: ['webview/**'],
    rules: { 'no-restricted-syntax': ['error', noDefaultExport, noMarkup] },
  },
  {
    files: ['src/cli/**', 'scripts/**', 'bench/**'],
    rules: { 'no-console': 'off' },
  },
  {
    // A row of a table and a case of a law have as many values as they need.
    files: ['test/**'],
    rules: { 'max-params': 'off' },
  },
  {
    files: ['test/**'],
    // Vitest's matchers, such as expect.stringContaining, are of type any.
    rules: { '@typescript-eslint/no-unsafe-assignment': 'off' },
  },
  {
    files: ['**/*.{mjs,cjs}'],
    extends: [tseslint.configs.disableTypeChecked],
  },
  {
    files: ['*.config.mjs'],
    rules: { 'no-restricted-syntax': 'off' },
  },
);
