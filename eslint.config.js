import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: ['dist/', 'sample/', 'node_modules/', 'test/benchmark/peers/'],
  },
  ...tseslint.configs.strict,
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      // Typed-array reads and checked positions are the daily bread here; strict typing is kept
      // by the compiler, and an invariant that matters is asserted with a message.
      '@typescript-eslint/no-non-null-assertion': 'off',
      'max-lines-per-function': ['warn', { max: 60, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      'no-console': 'error',
      eqeqeq: 'error',
      'prefer-const': 'error',
    },
  },
  {
    // AssemblyScript: decorators on functions, `==` as is usual there, and types of its own, which
    // only its compiler knows.
    files: ['core/**/assembly/*.ts'],
    languageOptions: { parserOptions: { projectService: false, allowInvalidAST: true } },
    rules: {
      ...tseslint.configs.disableTypeChecked.rules,
      '@typescript-eslint/ban-ts-comment': 'off',
      '@typescript-eslint/consistent-type-imports': 'off', // there is no `import type`
      eqeqeq: 'off',
    },
  },
  {
    // A component is as long as its markup; which ones may be long says test/house-rules.test.ts.
    files: ['cli/page/**'],
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    files: ['test/**'],
    rules: {
      '@typescript-eslint/no-unused-expressions': 'off',
      'max-lines-per-function': 'off',
      'no-console': 'off',
    },
  },
);
