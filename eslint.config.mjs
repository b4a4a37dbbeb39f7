import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** The dependency rule: domain ← functions ← local; lib names functions by path only. */
const mayNotImport = (files, groups) => ({
  files,
  rules: {
    'no-restricted-imports': [
      'error',
      { patterns: groups.map(([group, message]) => ({ group: [group].flat(), message })) },
    ],
  },
});

const cdk = [
  ['aws-cdk-lib', 'aws-cdk-lib/*', 'constructs', 'cdk-nag', 'cdk-monitoring-constructs'],
  'Only lib/ knows the CDK.',
];
const aws = [['@aws-sdk/*', '@aws-lambda-powertools/*', '@middy/*'], 'The domain knows no AWS.'];
const dynamoDb = [
  ['@aws-sdk/client-dynamodb', '@aws-sdk/lib-dynamodb', '@aws-sdk/util-dynamodb'],
  'DynamoDB lives in functions/shared/store only.',
];
const outer = [['**/local/**', '**/cli/**', '**/bench/**', '**/lib/**'], 'Dependencies point inwards.'];

export default defineConfig(
  { ignores: ['node_modules/', 'cdk.out/', '.orderseam/', 'coverage/'] },
  tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['eslint.config.mjs'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  mayNotImport(
    ['domain/**'],
    [
      cdk,
      aws,
      outer,
      [['**/functions/**'], 'The domain imports itself only.'],
      [['node:*'], 'The domain does no input or output.'],
    ],
  ),
  mayNotImport(['functions/**'], [cdk, dynamoDb, outer]),
  mayNotImport(['functions/shared/store/**'], [cdk, outer]),
  mayNotImport(
    ['local/**', 'cli/**', 'bench/**'],
    [cdk, [['**/lib/**'], 'The synthesised application is the seam, not the CDK code.']],
  ),
  mayNotImport(
    ['local/demo-erp/**'],
    [
      cdk,
      [
        ['**/domain/**', '**/functions/**', '**/connectors/**', '**/cli/**', '**/lib/**', '**/launch/**'],
        'The demo ERP stands for a stranger’s: it knows us by HTTP only.',
      ],
    ],
  ),
  mayNotImport(
    ['lib/**', 'bin/**'],
    [[['**/functions/**', '**/local/**'], 'The CDK app names functions by path only.']],
  ),
  { files: ['cli/**', 'bench/**', 'local/start.ts'], rules: { 'no-console': 'off' } },
  { files: ['test/**'], rules: { '@typescript-eslint/no-unsafe-assignment': 'off' } },
  { files: ['**/*.mjs'], extends: [tseslint.configs.disableTypeChecked] },
);
