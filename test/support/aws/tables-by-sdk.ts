import {
  BatchExecuteStatementCommand,
  BatchGetItemCommand,
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { ConditionFailedError, TransactionCancelledError } from '../../../functions/shared/store/refusals.ts';
import type { TableAction, TableInput, TableOutput, Tables } from '../../../functions/shared/store/tables.ts';

const commands = {
  BatchExecuteStatement: BatchExecuteStatementCommand,
  BatchGetItem: BatchGetItemCommand,
  BatchWriteItem: BatchWriteItemCommand,
  DeleteItem: DeleteItemCommand,
  GetItem: GetItemCommand,
  PutItem: PutItemCommand,
  Query: QueryCommand,
  TransactWriteItems: TransactWriteItemsCommand,
};

/** The tables through the SDK: the oracle of our own requests, and the way for tests that script what a table answers. */
export function tablesBySdk(client: DynamoDBClient): Tables {
  return async <Action extends TableAction>(action: Action, input: TableInput<Action>) => {
    const Command = commands[action] as unknown as new (input: object) => GetItemCommand; // any of them
    try {
      return (await client.send(new Command(input))) as TableOutput<Action>;
    } catch (error) {
      throw translated(error);
    }
  };
}

function translated(error: unknown): unknown {
  if (error instanceof ConditionalCheckFailedException) return new ConditionFailedError(error.Item);
  if (!(error instanceof TransactionCanceledException)) return error;
  return new TransactionCancelledError((error.CancellationReasons ?? []).map(({ Code }) => Code));
}
