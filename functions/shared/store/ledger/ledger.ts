import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { clientSettings } from '../../platform/client-settings.ts';

/** The journal's table and the client that reaches it; first argument of every function in this folder. Nothing here deletes. */
export interface Ledger {
  readonly client: DynamoDBClient;
  readonly table: string;
}

export const openLedger = (
  names: { readonly LEDGER_TABLE: string },
  client = new DynamoDBClient(clientSettings),
): Ledger => ({ client, table: names.LEDGER_TABLE });
