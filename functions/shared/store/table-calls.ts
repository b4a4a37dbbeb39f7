import { awsCall } from '../platform/aws/call.ts';
import { AwsRefusedError } from '../platform/aws/send-signed.ts';
import { withBytesForText, withTextForBytes } from './binary-values.ts';
import type { Item } from './items.ts';
import { ConditionFailedError, TransactionCancelledError } from './refusals.ts';
import type { TableAction, TableOutput, Tables } from './tables.ts';

/** The tables by requests of our own: their SDK client is half of what a function would load at its start (ADR 11). */
export function tableCalls(environment = process.env): Tables {
  const call = awsCall('dynamodb', environment);
  return async <Action extends TableAction>(action: Action, input: object) => {
    try {
      const answer = await call(action, withTextForBytes(input) as object);
      return withBytesForText(answer) as TableOutput<Action>; // as the service describes its answers
    } catch (error) {
      throw error instanceof AwsRefusedError ? refusalOf(error) : error;
    }
  };
}

interface Refusal {
  readonly Item?: Item;
  readonly CancellationReasons?: readonly { readonly Code?: string }[];
}

function refusalOf(error: AwsRefusedError): Error {
  if (error.name === 'ConditionalCheckFailedException')
    return new ConditionFailedError((withBytesForText(JSON.parse(error.answer())) as Refusal).Item);
  if (error.name !== 'TransactionCanceledException') return error;
  const { CancellationReasons = [] } = JSON.parse(error.answer()) as Refusal; // by the service's own description
  return new TransactionCancelledError(CancellationReasons.map(({ Code }) => Code));
}
