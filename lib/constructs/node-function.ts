import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AssetHashType, DockerImage, type Duration, type RemovalPolicy } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { AssetFolder } from '../bundling/asset-folders.ts';
import { bundleFunction, repositoryRoot } from '../bundling/bundle-function.ts';
import { acknowledge } from './acknowledge.ts';

export interface NodeFunctionProps {
  /** Folder under `functions/` whose `handler.ts` exports `handler`. */
  readonly folder: string;
  readonly description: string;
  /** More memory is also more processor: 1,769 MB are one core. */
  readonly memoryMegabytes: number;
  readonly timeout: Duration;
  readonly logRetention: RetentionDays;
  readonly removalPolicy: RemovalPolicy;
  /** Files read at run time, copied beside the bundle. */
  readonly assetFolders?: readonly AssetFolder[];
  /** Where an event of an asynchronous invocation goes when all attempts failed. */
  readonly failedEvents?: IQueue;
  /** How many run at the same time; taken from what the account has for all functions together. */
  readonly atMost?: number | undefined;
  /** Its role may do nothing, not even log: what it runs is not ours. */
  readonly withoutRights?: true;
}

/** A deployed function with a role, a log group and a bundle of its own. What it may do is granted by what it uses. */
export class NodeFunction extends Construct {
  /** The folder of its code, by which people know it. */
  readonly name: string;
  readonly lambda: LambdaFunction;
  readonly role: Role;
  readonly #withoutRights: boolean;

  constructor(scope: Construct, id: string, props: NodeFunctionProps) {
    super(scope, id);
    this.name = props.folder;
    this.#withoutRights = props.withoutRights ?? false;
    const { logRetention: retention, removalPolicy } = props;
    // For what may not log, too: it stays empty, and the CDK makes none that is kept for years.
    const logGroup = new LogGroup(this, 'Logs', { retention, removalPolicy });
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.lambda = new LambdaFunction(this, 'Function', {
      description: props.description,
      code: bundledCode(props),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memoryMegabytes,
      timeout: props.timeout,
      role: this.role,
      logGroup,
      ...(props.atMost !== undefined && { reservedConcurrentExecutions: props.atMost }),
      ...(props.failedEvents && { deadLetterQueue: props.failedEvents }),
    });
    if (!this.#withoutRights)
      this.allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [logGroup.logGroupArn]);
    acknowledge(this, untraced);
    acknowledge(this, props.failedEvents ? deadLettersInstead : neverAsynchronous);
  }

  /** Tells the function where something is; grants do this together with the permission. */
  tell(variable: string, value: string): void {
    this.lambda.addEnvironment(variable, value);
  }

  allow(actions: readonly string[], resources: readonly string[]): void {
    if (this.#withoutRights)
      throw new Error(`${this.name} may do nothing, so not ${actions.join(', ')} either.`);
    this.role.addToPrincipalPolicy(
      new PolicyStatement({ effect: Effect.ALLOW, actions: [...actions], resources: [...resources] }),
    );
  }
}

const untraced = {
  'Serverless-LambdaTracing':
    'X-Ray needs permissions on every resource and slows cold starts; deliveries are followed by their id in the logs.',
};
const neverAsynchronous = {
  'Serverless-LambdaDLQ':
    'Called synchronously or from a queue only; the caller or the queue keeps what fails.',
  'Serverless-LambdaAsyncFailureDestination': 'Called synchronously or from a queue only.',
};
const deadLettersInstead = {
  'Serverless-LambdaAsyncFailureDestination': 'Failed events go to the dead-letter queue of the function.',
};

/** The hash is that of the output: the same code gives the same template, wherever and whenever it is bundled. */
function bundledCode({ folder, assetFolders = [] }: NodeFunctionProps): Code {
  const path = join('functions', folder);
  const entry = join(path, 'handler.ts');
  if (!existsSync(join(repositoryRoot, entry)))
    throw new Error(
      `${entry} is missing; every deployed function has a handler.ts that exports \`handler\`.`,
    );
  return Code.fromAsset(join(repositoryRoot, path), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: DockerImage.fromRegistry('never-used'),
      local: {
        tryBundle: (assetFolder) => {
          bundleFunction(entry, assetFolder);
          for (const copyInto of assetFolders) copyInto(assetFolder);
          return true;
        },
      },
    },
  });
}
