import { openStore, type Store } from '../../../functions/shared/store/store.ts';
import { tablesAt } from '../aws/tables-at.ts';
import { startDynamoDb } from '../../../local/cloud/dynamodb/index.ts';

const key = (name: string, type: 'HASH' | 'RANGE') => ({ AttributeName: name, KeyType: type });

const index = (name: string) => ({
  IndexName: name,
  KeySchema: [key(`${name}pk`, 'HASH'), key(`${name}sk`, 'RANGE')],
  Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['head', 'version'] },
});

const table = (name: string, indexNames: readonly string[]) => ({
  TableName: name,
  KeySchema: [key('pk', 'HASH'), key('sk', 'RANGE')],
  AttributeDefinitions: ['pk', 'sk', ...indexNames.flatMap((each) => [`${each}pk`, `${each}sk`])].map(
    (attribute) => ({
      AttributeName: attribute,
      AttributeType: 'S',
    }),
  ),
  ...(indexNames.length > 0 && { GlobalSecondaryIndexes: indexNames.map(index) }),
});

export interface RunningStore {
  readonly endpoint: string;
  readonly store: Store;
  close(): Promise<void>;
}

/** The three tables in memory, in a real engine. */
export async function aStore(): Promise<RunningStore> {
  const engine = await startDynamoDb();
  await engine.createTables([
    table('crm', ['gsi1', 'gsi2']),
    table('cross-references', []),
    table('deliveries', ['gsi1']),
    table('ledger', ['gsi1']),
  ]);
  const names = {
    CRM_TABLE: 'crm',
    CROSS_REFERENCES_TABLE: 'cross-references',
    DELIVERIES_TABLE: 'deliveries',
  };
  return {
    endpoint: engine.endpoint,
    store: openStore(names, tablesAt(engine.endpoint)),
    close: () => engine.close(),
  };
}
