import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { openStore } from '../../../functions/shared/store/store.ts';
import { tablesBySdk } from '../aws/tables-by-sdk.ts';

/** A store whose client answers what the test says; nothing leaves the process. */
export function aMockedStore() {
  const client = new DynamoDBClient({ region: 'eu-central-1' });
  const tables = { CRM_TABLE: 'crm', CROSS_REFERENCES_TABLE: 'refs', DELIVERIES_TABLE: 'deliveries' };
  return { mock: mockClient(client), store: openStore(tables, tablesBySdk(client)) };
}
