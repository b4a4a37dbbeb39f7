import { Duration } from 'aws-cdk-lib';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { connectorsFolder } from '../bundling/asset-folders.ts';
import { AslStateMachine } from '../constructs/asl-state-machine.ts';
import { NodeFunction } from '../constructs/node-function.ts';
import { RepeatingSchedule } from '../constructs/repeating-schedule.ts';
import type { Common } from './common.ts';
import type { DataStack } from './data-stack.ts';
import { grantIngestion, grantTables } from './grants.ts';

export interface ComparisonsProps {
  readonly common: Common;
  readonly data: DataStack;
  /** Where a call goes that the scheduler could not make. */
  readonly failedCalls: IQueue;
}

/** Full comparisons with the ERPs (P-4): their steps, and the night on which each is due. */
export interface Comparisons {
  readonly compareKeys: NodeFunction;
  readonly listDueComparisons: NodeFunction;
  readonly compareConnection: AslStateMachine;
  readonly startComparisons: AslStateMachine;
}

export function addComparisons(scope: Construct, props: ComparisonsProps): Comparisons {
  const compareKeys = addComparer(scope, props);
  const listDueComparisons = addLister(scope, props);
  const compareConnection = new AslStateMachine(scope, 'CompareConnection', {
    file: 'compare-connection',
    uses: { CompareKeysFunctionArn: compareKeys },
  });
  const startComparisons = new AslStateMachine(scope, 'StartComparisons', {
    file: 'start-comparisons',
    uses: {
      ListDueComparisonsFunctionArn: listDueComparisons,
      CompareConnectionStateMachineArn: compareConnection,
    },
  });
  schedule(scope, startComparisons, props);
  return { compareKeys, listDueComparisons, compareConnection, startComparisons };
}

function addComparer(scope: Construct, { common, data }: ComparisonsProps): NodeFunction {
  const comparer = new NodeFunction(scope, 'CompareKeys', {
    ...common,
    folder: 'compare-keys',
    description: 'One step of comparing all records of an ERP with ours',
    memoryMegabytes: 1769,
    timeout: Duration.minutes(2),
    assetFolders: [connectorsFolder],
  });
  grantIngestion(comparer, { common, data });
  return comparer;
}

function addLister(scope: Construct, { common, data }: ComparisonsProps): NodeFunction {
  const lister = new NodeFunction(scope, 'ListDueComparisons', {
    ...common,
    folder: 'list-due-comparisons',
    description: 'Names the connections and entities that are due for a full comparison',
    memoryMegabytes: 512,
    timeout: Duration.seconds(30),
    assetFolders: [connectorsFolder],
  });
  grantTables(lister, data, { crm: 'read' });
  return lister;
}

/** Looked at every night, when few people change records: a list that changes while it is read is refused. */
function schedule(
  scope: Construct,
  target: AslStateMachine,
  { common: { config }, failedCalls }: ComparisonsProps,
): void {
  if (config.compareEveryDays === 0) return;
  new RepeatingSchedule(scope, 'ComparisonSchedule', {
    description: 'Starts the full comparisons that are due',
    dailyAt: '02:30',
    timeZone: config.timeZone,
    input: { everyDays: config.compareEveryDays },
    ...{ target, failedCalls },
  });
}
