import { readdirSync } from 'node:fs';
import { join } from 'node:path';
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

const functions = readdirSync(join(import.meta.dirname, 'functions')).filter((folder) => folder !== 'shared');
const otherFunctions = {
  regex: `^(\\.\\./)+(${functions.join('|')})/`,
  message: 'What functions share is in shared/.',
};

/** The rooms of functions/shared: what one may not know of the others. Ports of others may be named as types. */
const roomMayNotKnow = (room, ...others) => {
  const group = [...others.map((other) => `**/${other}/**`), '!**/domain/**'];
  const message = `functions/shared/${room} knows nothing of ${others.join(', ')}.`;
  return {
    files: [`functions/shared/${room}/**`],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { patterns: [otherFunctions, { group, message, allowTypeImports: true }] },
      ],
    },
  };
};

/** What makes the same call answer differently tomorrow is an argument of a rule. */
const pure = {
  files: ['domain/**'],
  rules: {
    'no-restricted-properties': [
      'error',
      { object: 'Date', property: 'now', message: 'The time is an argument.' },
      { object: 'Temporal', property: 'Now', message: 'The time is an argument.' },
      { object: 'Math', property: 'random', message: 'Chance is an argument.' },
    ],
    'no-restricted-syntax': [
      'error',
      {
        selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
        message: 'The time is an argument.',
      },
    ],
    'no-restricted-globals': ['error', 'crypto', 'fetch', 'process', 'setTimeout'],
  },
};

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
  pure,
  mayNotImport(['functions/**'], [cdk, dynamoDb, outer]),
  mayNotImport(['functions/shared/store/**'], [cdk, outer]),
  {
    files: ['functions/**'],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: [otherFunctions] }] },
  },
  roomMayNotKnow('store', 'erp', 'http', 'ingestion', 'hand-over', 'orders'),
  roomMayNotKnow('platform', 'store', 'erp', 'http', 'ingestion', 'hand-over', 'orders'),
  roomMayNotKnow('http', 'store', 'erp', 'ingestion', 'hand-over', 'orders'),
  roomMayNotKnow('erp', 'store', 'platform', 'ingestion', 'hand-over', 'orders'),
  roomMayNotKnow('hand-over', 'store', 'platform', 'http', 'ingestion', 'orders'),
  roomMayNotKnow('ingestion', 'http', 'hand-over', 'orders'),
  roomMayNotKnow('orders', 'http', 'ingestion'),
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
