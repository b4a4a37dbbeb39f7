import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { clientSettings, withoutLog } from '../platform/client-settings.ts';

/** The three tables and the one client that reaches them; first argument of every function in this folder. */
export interface Store {
  readonly client: DynamoDBClient;
  readonly crm: string;
  readonly crossReferences: string;
  readonly deliveries: string;
}

export interface TableNames {
  readonly CRM_TABLE: string;
  readonly CROSS_REFERENCES_TABLE: string;
  readonly DELIVERIES_TABLE: string;
}

export const openStore = (
  names: TableNames,
  client = withoutLog(new DynamoDBClient(clientSettings)),
): Store => ({
  client,
  crm: names.CRM_TABLE,
  crossReferences: names.CROSS_REFERENCES_TABLE,
  deliveries: names.DELIVERIES_TABLE,
});
