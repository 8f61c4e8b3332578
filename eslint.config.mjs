// Type-aware rules, our size limits, and doc comments on every export.
import jsdoc from 'eslint-plugin-jsdoc';
import tseslint from 'typescript-eslint';

/** Read what lies beside the bundles only, which whoever installed the product wrote. */
const readersOfAssets = [
  'server/cli/engineHost.ts',
  'server/guard/proposedCode.ts',
  'server/lsp/code/ruleSources.ts',
  'server/lsp/ruleLinks.ts',
  'server/policy/open.ts',
  'server/scan/packBuilder.ts',
  'server/scan/thread.ts',
];

export default tseslint.config(
  {
    // A build drafts its output in dist.<process> before it becomes dist.
    ignores: [
      'dist/**',
      'dist.*/**',
      'out/**',
      'node_modules/**',
      'test/**/fixtures/**',
      'test/**/cases/**',
      'test/conformance/**',
      'rules/**',
      'media/**',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { jsdoc },
    rules: {
      'max-lines': ['error', { max: 400, skipBlankLines: false, skipComments: false }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 4],
      complexity: ['error', 12],
      eqeqeq: 'error',
      'no-console': 'off',
      'no-empty': ['error', { allowEmptyCatch: false }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // Bracket access is what noPropertyAccessFromIndexSignature asks for.
      '@typescript-eslint/dot-notation': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/unified-signatures': 'off',
    },
  },
  {
    files: ['common/**/*.ts', 'server/**/*.ts', 'src/**/*.ts'],
    rules: {
      'jsdoc/require-jsdoc': [
        'error',
        {
          publicOnly: true,
          require: { FunctionDeclaration: true, ClassDeclaration: true, MethodDefinition: false },
          contexts: [
            'ExportNamedDeclaration > TSInterfaceDeclaration',
            'ExportNamedDeclaration > TSTypeAliasDeclaration',
            'ExportNamedDeclaration > VariableDeclaration',
          ],
        },
      ],
      'jsdoc/no-types': 'error',
    },
  },
  {
    // The command line runs on Node 20 as well; the editor brings a later one.
    files: ['common/**/*.ts', 'server/**/*.ts'],
    ignores: ['server/lsp/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...[
          ['Map', 'groupBy'],
          ['Object', 'groupBy'],
          ['Promise', 'withResolvers'],
          ['Promise', 'try'],
          ['Array', 'fromAsync'],
          ['RegExp', 'escape'],
        ].map(([object, property]) => ({ object, property, message: 'Node 20 does not know it.' })),
      ],
    },
  },
  {
    // A pipe, a device or a huge file in the place of a file must neither hang a thread nor fill the memory.
    files: ['server/**/*.ts'],
    ignores: ['server/platform/plainFile.ts', ...readersOfAssets, 'server/hook/payload.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...[
          'ImportDeclaration[source.value=/^(node:)?fs/] ImportSpecifier[imported.name=/^(readFile|readFileSync)$/]',
          'MemberExpression[object.name=/^(fs|nodeFs)$/][property.name=/^(readFile|readFileSync)$/]',
          'CallExpression[callee.name=/^(open|openSync)$/][arguments.1.value="r"]',
        ].map(selector => ({ selector, message: 'Use server/platform/plainFile.ts, which never waits.' })),
      ],
    },
  },
  {
    // Matching functions share one signature (context, pattern, target, state, continuation) and run a million times
    // a file: an object to hold the five would be made anew at every step. A node's five parts are as many.
    files: ['server/engine/match/**/*.ts', 'server/engine/tree/node.ts'],
    rules: { 'max-params': ['error', 6] },
  },
  {
    // A test is a story in data; a describe block may be long, and assertions read better unwrapped.
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      // What a test parses it also asserts, so that a wrong shape fails there.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      'max-params': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    // Set-up runs before anything is installed, so it is plain JavaScript with JSDoc types.
    files: ['**/*.mjs', '**/*.js'],
    ...tseslint.configs.disableTypeChecked,
  },
  {
    files: ['**/*.mjs', '**/*.js'],
    rules: {
      ...tseslint.configs.disableTypeChecked.rules,
      // CommonJS is what VS Code's extension host loads.
      '@typescript-eslint/no-require-imports': 'off',
      'max-lines-per-function': ['error', { max: 60 }],
    },
  },
);
