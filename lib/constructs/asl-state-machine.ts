import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { DefinitionBody, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { repositoryRoot } from '../bundling/bundle-function.ts';
import { acknowledge } from './acknowledge.ts';
import type { NodeFunction } from './node-function.ts';

export interface AslStateMachineProps {
  /** File under `state-machines/`, without `.asl.json`. */
  readonly file: string;
  /** What the definition invokes or starts, by the name of its placeholder such as `PullChangesFunctionArn`. */
  readonly uses: Readonly<Record<string, NodeFunction | AslStateMachine>>;
}

/** A state machine from its file: placeholders filled, and exactly what the file uses granted. */
export class AslStateMachine extends Construct {
  readonly stateMachine: StateMachine;

  constructor(scope: Construct, id: string, { file, uses }: AslStateMachineProps) {
    super(scope, id);
    const definition = readDefinition(file);
    requireSamePlaceholders(file, placeholdersOf(definition), Object.keys(uses));
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
    for (const used of Object.values(uses)) role.addToPrincipalPolicy(permissionFor(used));
    this.stateMachine = new StateMachine(this, 'StateMachine', {
      definitionBody: DefinitionBody.fromString(definition),
      definitionSubstitutions: Object.fromEntries(
        Object.entries(uses).map(([placeholder, used]) => [placeholder, arnOf(used)]),
      ),
      role,
    });
    acknowledge(this, unobservedByDesign);
  }

  /** Lets the function start executions and tells it the machine's address. */
  grantStart(user: NodeFunction, variable: string): void {
    user.allow(['states:StartExecution'], [this.stateMachine.stateMachineArn]);
    user.tell(variable, this.stateMachine.stateMachineArn);
  }
}

const unobservedByDesign = {
  'AwsSolutions-SF1':
    'A standard execution keeps input and output of every state for 90 days; log delivery would need eight log actions on every resource.',
  'AwsSolutions-SF2':
    'X-Ray needs permissions on every resource; deliveries are followed by their id in the logs.',
  'Serverless-StepFunctionStateMachineXray':
    'X-Ray needs permissions on every resource; deliveries are followed by their id in the logs.',
};

/** Without the whitespace of the file, so that the template stays small. */
function readDefinition(file: string): string {
  const path = join(repositoryRoot, 'state-machines', `${file}.asl.json`);
  return JSON.stringify(JSON.parse(readFileSync(path, 'utf8')));
}

function placeholdersOf(definition: string): string[] {
  return [...new Set([...definition.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name ?? ''))];
}

function requireSamePlaceholders(file: string, found: readonly string[], given: readonly string[]): void {
  const missing = found.filter((name) => !given.includes(name));
  const unused = given.filter((name) => !found.includes(name));
  if (missing.length + unused.length === 0) return;
  throw new Error(
    `${file}.asl.json and its stack disagree: not given [${missing.join(', ')}], not used [${unused.join(', ')}].`,
  );
}

function arnOf(used: NodeFunction | AslStateMachine): string {
  return used instanceof AslStateMachine ? used.stateMachine.stateMachineArn : used.lambda.functionArn;
}

function permissionFor(used: NodeFunction | AslStateMachine): PolicyStatement {
  const action = used instanceof AslStateMachine ? 'states:StartExecution' : 'lambda:InvokeFunction';
  return new PolicyStatement({ effect: Effect.ALLOW, actions: [action], resources: [arnOf(used)] });
}
