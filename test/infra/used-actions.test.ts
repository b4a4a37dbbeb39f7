import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { bundleFunction, repositoryRoot as repository } from '../../lib/bundling/bundle-function.ts';
import { listIn, objectIn, targetOf, textIn } from './support/references.ts';
import { type Resource, resourcesIn, templatesOf } from './support/synthesised.ts';

const all = resourcesIn(templatesOf());
const functions = all.filter(({ type }) => type === 'AWS::Lambda::Function');
const folder = mkdtempSync(join(tmpdir(), 'orderseam-actions-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const services: Record<string, string> = {
  'client-eventbridge': 'events',
  'client-lambda': 'lambda',
  'client-s3': 's3',
  'client-secrets-manager': 'secretsmanager',
  'client-sfn': 'states',
  'client-sqs': 'sqs',
};
/** Commands whose action has another name; the SDK carries some for features that we do not use. */
const actions: Record<string, string[]> = {
  'dynamodb:TransactWriteItems': ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
  'dynamodb:BatchExecuteStatement': ['dynamodb:PartiQLInsert'],
  's3:CreateSession': [],
  // Without the right to list, an absent object is refused instead of not found.
  's3:HeadObject': ['s3:GetObject', 's3:ListBucket'],
  'lambda:Invoke': ['lambda:InvokeFunction'],
  'sqs:SendMessageBatch': ['sqs:SendMessage'],
};

/** Our own files that send one action each. */
const ownCalls: Record<string, string> = {
  'platform/aws/get-object.ts': 's3:GetObject',
  'platform/aws/get-secret-value.ts': 'secretsmanager:GetSecretValue',
  'platform/aws/put-events.ts': 'events:PutEvents',
  'platform/aws/put-object.ts': 's3:PutObject',
  'platform/aws/send-message.ts': 'sqs:SendMessage',
  'store/connection-directory.ts': 'dynamodb:GetItem',
};

/** One way for all actions of the tables: each is named where it is asked for. */
const TABLE_CALLS = 'store/table-calls.ts';
const tableAction =
  /["'`](BatchExecuteStatement|BatchGetItem|BatchWriteItem|DeleteItem|GetItem|PutItem|Query|TransactWriteItems)["'`]/g;

/** The AWS actions that are left in a bundle after tree shaking: what the function may ever call. */
function usedActions(handlerFolder: string): string[] {
  const outdir = join(folder, handlerFolder);
  const { outputs } = bundleFunction(`functions/${handlerFolder}/handler.ts`, outdir);
  const code = globSync('**/*.mjs', { cwd: outdir }).map((file) => readFileSync(join(outdir, file), 'utf8'));
  return [...commandsIn(outputs), ...code.flatMap(tableActionsIn)];
}

const tableActionsIn = (code: string): string[] =>
  [...code.matchAll(tableAction)].flatMap(
    ([, name = '']) => actions[`dynamodb:${name}`] ?? [`dynamodb:${name}`],
  );

function commandsIn(outputs: ReturnType<typeof bundleFunction>['outputs']): string[] {
  const inputs = Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs));
  return inputs.flatMap((input) => {
    const own = ownCalls[input.replace('functions/shared/', '')];
    if (own !== undefined) return [own];
    const [, client = '', command = ''] =
      /@aws-sdk\/(client-[a-z0-9-]+)\/.*\/(\w+)Command\.js$/.exec(input) ?? [];
    const action = `${services[client] ?? ''}:${command}`;
    return services[client] === undefined ? [] : (actions[action] ?? [action]);
  });
}

function grantedActions(lambda: Resource): string[] {
  const role = targetOf(lambda.properties.Role, lambda, all);
  const policies = all.filter(
    ({ type, properties, ...policy }) =>
      type === 'AWS::IAM::Policy' &&
      listIn(properties.Roles).some((name) => targetOf(name, { type, properties, ...policy }, all) === role),
  );
  const statements = policies.flatMap(({ properties }) =>
    listIn(objectIn(properties.PolicyDocument).Statement),
  );
  return statements.flatMap((statement) => listIn(objectIn(statement).Action).map(textIn));
}

const kebab = (name: string) => name.replace(/(?!^)([A-Z])/g, '-$1').toLowerCase();

it('every file that calls a service by itself is known with its action', () => {
  const files = globSync('functions/**/*.ts', { cwd: repository }).filter((file) =>
    /\b(awsCall|signedSender)\(/.test(readFileSync(join(repository, file), 'utf8')),
  );
  const calling = files.filter((file) => !/aws\/(call|send-signed)\.ts$|\/handler\.ts$/.test(file));

  expect(calling.length).toBeGreaterThan(0);
  const unknown = calling
    .map((file) => file.replace('functions/shared/', ''))
    .filter((file) => file !== TABLE_CALLS && ownCalls[file] === undefined);
  expect(unknown).toEqual([]);
});

it.each(functions)('$logicalId may do whatever its code can call', (lambda) => {
  const used = usedActions(kebab(lambda.logicalId.replace(/Function.*/, '')));
  const granted = grantedActions(lambda);

  expect(used.filter((action) => !granted.includes(action))).toEqual([]);
  // Whoever may do nothing calls nobody; everyone else proves that calls are found.
  expect(used.length > 0).toBe(granted.length > 0);
});
