import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { connectorsFolder } from '../bundling/asset-folders.ts';
import { AslStateMachine } from '../constructs/asl-state-machine.ts';
import { NodeFunction } from '../constructs/node-function.ts';
import type { Common } from './common.ts';
import type { DataStack } from './data-stack.ts';
import { grantIngestion } from './grants.ts';

/** First loads: everything an ERP has, read from the beginning. */
export interface FirstLoads {
  readonly loadRecords: NodeFunction;
  readonly loadConnection: AslStateMachine;
}

export function addFirstLoads(
  scope: Construct,
  { common, data }: { readonly common: Common; readonly data: DataStack },
): FirstLoads {
  const loadRecords = new NodeFunction(scope, 'LoadRecords', {
    ...common,
    folder: 'load-records',
    description: 'One step of reading everything an ERP has',
    memoryMegabytes: 1769,
    timeout: Duration.minutes(5),
    assetFolders: [connectorsFolder],
  });
  grantIngestion(loadRecords, { common, data });
  const loadConnection = new AslStateMachine(scope, 'LoadConnection', {
    file: 'load-connection',
    uses: { LoadRecordsFunctionArn: loadRecords },
  });
  return { loadRecords, loadConnection };
}
