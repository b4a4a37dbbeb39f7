import { openLedger, type Ledger } from '../../../functions/shared/store/ledger/ledger.ts';
import { tablesAt } from '../aws/tables-at.ts';
import { startDynamoDb } from '../../../local/cloud/dynamodb/index.ts';

const key = (name: string, type: 'HASH' | 'RANGE') => ({ AttributeName: name, KeyType: type });

/** The table as `lib` declares it. */
const TABLE = {
  TableName: 'ledger',
  KeySchema: [key('pk', 'HASH'), key('sk', 'RANGE')],
  AttributeDefinitions: ['pk', 'sk', 'gsi1pk', 'gsi1sk'].map((AttributeName) => ({
    AttributeName,
    AttributeType: 'S',
  })),
  GlobalSecondaryIndexes: [
    {
      IndexName: 'gsi1',
      KeySchema: [key('gsi1pk', 'HASH'), key('gsi1sk', 'RANGE')],
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['head', 'version'] },
    },
  ],
};

/** The ledger's table in memory, in a real engine. */
export async function aLedger(): Promise<{ ledger: Ledger; close: () => Promise<void> }> {
  const engine = await startDynamoDb();
  await engine.createTables([TABLE]);
  return {
    ledger: openLedger({ LEDGER_TABLE: 'ledger' }, tablesAt(engine.endpoint)),
    close: () => engine.close(),
  };
}
