import type {
  BatchExecuteStatementCommandInput,
  BatchExecuteStatementCommandOutput,
  BatchGetItemCommandInput,
  BatchGetItemCommandOutput,
  BatchWriteItemCommandInput,
  BatchWriteItemCommandOutput,
  DeleteItemCommandInput,
  DeleteItemCommandOutput,
  GetItemCommandInput,
  GetItemCommandOutput,
  PutItemCommandInput,
  PutItemCommandOutput,
  QueryCommandInput,
  QueryCommandOutput,
  TransactWriteItemsCommandInput,
  TransactWriteItemsCommandOutput,
} from '@aws-sdk/client-dynamodb';

/** A transaction whose answer was lost is sent again, and must not happen again by that: the token tells. */
type OnceOnly<Input> = Input & { readonly ClientRequestToken: string };

/** What this folder asks of DynamoDB: input and output of each action, as the SDK describes them. */
interface TableActions {
  readonly BatchExecuteStatement: [BatchExecuteStatementCommandInput, BatchExecuteStatementCommandOutput];
  readonly BatchGetItem: [BatchGetItemCommandInput, BatchGetItemCommandOutput];
  readonly BatchWriteItem: [BatchWriteItemCommandInput, BatchWriteItemCommandOutput];
  readonly DeleteItem: [DeleteItemCommandInput, DeleteItemCommandOutput];
  readonly GetItem: [GetItemCommandInput, GetItemCommandOutput];
  readonly PutItem: [PutItemCommandInput, PutItemCommandOutput];
  readonly Query: [QueryCommandInput, QueryCommandOutput];
  readonly TransactWriteItems: [OnceOnly<TransactWriteItemsCommandInput>, TransactWriteItemsCommandOutput];
}

export type TableAction = keyof TableActions;
export type TableInput<Action extends TableAction> = TableActions[Action][0];
export type TableOutput<Action extends TableAction> = Omit<TableActions[Action][1], '$metadata'>;

/**
 * The way to the tables. A condition that did not hold is a `ConditionFailedError`, a transaction that was not written a
 * `TransactionCancelledError`; whatever else a table refuses is no answer.
 */
export type Tables = <Action extends TableAction>(
  action: Action,
  input: TableInput<Action>,
) => Promise<TableOutput<Action>>;
