// Type-aware lint. The rules that matter here: no floating promises, no `any`, no cast at a boundary.
import tseslint from 'typescript-eslint';
import reactHooks from 'eslint-plugin-react-hooks';

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '.config/**', '**/*.mjs', '**/*.cjs'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: new URL('..', import.meta.url).pathname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
      'no-restricted-imports': ['error', { paths: [{ name: 'zod', message: "import z from '#protocol/zod.ts': it turns zod's eval probe off in browsers" }] }],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  { files: ['protocol/zod.ts'], rules: { 'no-restricted-imports': 'off' } },
  { files: ['dashboard/**/*.{ts,tsx}'], plugins: { 'react-hooks': reactHooks }, rules: reactHooks.configs.recommended.rules },
  // Nothing but the process entry points and two clocks may read time or randomness where behaviour must be repeatable.
  {
    files: ['devices/**/*.ts', 'lab/**/*.ts', 'protocol/**/*.ts'],
    ignores: ['devices/runtime/clock.ts', '**/*.test.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Use the seeded generator that is passed in.' },
        { object: 'Date', property: 'now', message: 'Use the clock that is passed in.' },
      ],
    },
  },
  { files: ['**/*.config.ts', '.config/*.ts'], rules: { 'no-restricted-exports': 'off' } },
);
