import { Duration, Stack } from 'aws-cdk-lib';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { connectorsFolder } from '../bundling/asset-folders.ts';
import { AslStateMachine } from '../constructs/asl-state-machine.ts';
import { NodeFunction } from '../constructs/node-function.ts';
import { RepeatingSchedule } from '../constructs/repeating-schedule.ts';
import { deadLetterQueue } from '../constructs/work-queue.ts';
import type { Common } from './common.ts';
import { addComparisons, type Comparisons } from './comparisons.ts';
import type { DataStack } from './data-stack.ts';
import { addFirstLoads, type FirstLoads } from './first-loads.ts';
import { grantErpAccess, grantIngestion, grantTables } from './grants.ts';

export interface CatchUpStackProps {
  readonly common: Common;
  readonly data: DataStack;
  /** Public base of the Webhook API, which ERPs are told to call. */
  readonly webhookUrl: string;
}

/** What runs by the clock: pulling what webhooks missed, and keeping subscriptions alive. */
export class CatchUpStack extends Stack {
  readonly pullChanges: NodeFunction;
  readonly recordCatchUp: NodeFunction;
  readonly listDueConnections: NodeFunction;
  readonly ensureSubscriptions: NodeFunction;
  readonly catchUpConnection: AslStateMachine;
  readonly startCatchUps: AslStateMachine;
  readonly comparisons: Comparisons;
  readonly firstLoads: FirstLoads;
  /** Scheduled calls that could not be made or failed for good. */
  readonly failedCalls: Queue;

  constructor(scope: Construct, id: string, props: CatchUpStackProps) {
    super(scope, id, { description: 'Orderseam: catch-up and subscriptions, by the clock' });
    this.failedCalls = deadLetterQueue(this, 'FailedCalls', props.common.removalPolicy);
    this.pullChanges = this.#puller(props);
    this.recordCatchUp = this.#recorder(props);
    this.listDueConnections = this.#lister(props);
    this.ensureSubscriptions = this.#subscriber(props);
    this.catchUpConnection = new AslStateMachine(this, 'CatchUpConnection', {
      file: 'catch-up-connection',
      uses: {
        EnsureSubscriptionsFunctionArn: this.ensureSubscriptions,
        PullChangesFunctionArn: this.pullChanges,
        RecordCatchUpFunctionArn: this.recordCatchUp,
      },
    });
    this.startCatchUps = new AslStateMachine(this, 'StartCatchUps', {
      file: 'start-catch-ups',
      uses: {
        ListDueConnectionsFunctionArn: this.listDueConnections,
        CatchUpConnectionStateMachineArn: this.catchUpConnection,
      },
    });
    this.comparisons = addComparisons(this, { ...props, failedCalls: this.failedCalls });
    this.firstLoads = addFirstLoads(this, props);
    this.#schedule(props.common);
  }

  #puller({ common, data }: CatchUpStackProps): NodeFunction {
    const puller = new NodeFunction(this, 'PullChanges', {
      ...common,
      folder: 'pull-changes',
      description: 'Fetches one page of changes from an ERP and applies it',
      memoryMegabytes: 1769,
      timeout: Duration.minutes(2),
      assetFolders: [connectorsFolder],
    });
    grantIngestion(puller, { common, data });
    return puller;
  }

  #recorder({ common, data }: CatchUpStackProps): NodeFunction {
    const recorder = new NodeFunction(this, 'RecordCatchUp', {
      ...common,
      folder: 'record-catch-up',
      description: 'Notes on a connection how its catch-up ended',
      memoryMegabytes: 512,
      timeout: Duration.seconds(30),
    });
    grantTables(recorder, data, { crm: 'write' });
    return recorder;
  }

  #lister({ common, data }: CatchUpStackProps): NodeFunction {
    const lister = new NodeFunction(this, 'ListDueConnections', {
      ...common,
      folder: 'list-due-connections',
      description: 'Names the connections whose catch-up is due',
      memoryMegabytes: 512,
      timeout: Duration.seconds(30),
      assetFolders: [connectorsFolder],
    });
    grantTables(lister, data, { crm: 'read' });
    return lister;
  }

  #subscriber({ common, data, webhookUrl }: CatchUpStackProps): NodeFunction {
    const subscriber = new NodeFunction(this, 'EnsureSubscriptions', {
      ...common,
      folder: 'ensure-subscriptions',
      description: 'Creates and renews the webhook subscriptions that connections need',
      memoryMegabytes: 512,
      timeout: Duration.minutes(2),
      assetFolders: [connectorsFolder],
      failedEvents: this.failedCalls,
    });
    grantTables(subscriber, data, { crm: 'write' });
    grantErpAccess(subscriber, common);
    subscriber.tell('WEBHOOK_BASE_URL', webhookUrl);
    return subscriber;
  }

  #schedule({ config }: Common): void {
    const shared = { timeZone: config.timeZone, failedCalls: this.failedCalls };
    new RepeatingSchedule(this, 'CatchUpSchedule', {
      ...shared,
      description: 'Starts the catch-ups that are due',
      everyMinutes: config.catchUpEveryMinutes,
      target: this.startCatchUps,
    });
    new RepeatingSchedule(this, 'SubscriptionSchedule', {
      ...shared,
      description: 'Renews subscriptions before they expire',
      everyMinutes: 60,
      target: this.ensureSubscriptions,
    });
  }
}
