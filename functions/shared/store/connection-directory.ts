import * as z from 'zod';
import { connectionSchema, type Connection } from '../../../domain/records/connection.ts';
import type { AwsCall } from '../platform/aws/call.ts';
import { keyOf } from './items.ts';
import { keys } from './keys.ts';

const answerSchema = z.object({ Item: z.object({ head: z.object({ S: z.string() }) }).optional() });

/** Once at the start and then every half minute: less often than zod's making code for it would pay. */
const seldom = { jitless: true };

/** The directory alone, without a client for anything else: all that the door reads of the tables. `call` is one of DynamoDB. */
export const connectionDirectory =
  (call: AwsCall, TableName: string) =>
  async (connectionId: string): Promise<Connection | undefined> => {
    const Key = keyOf(keys.connection(connectionId));
    const answer = await call('GetItem', { TableName, Key, ConsistentRead: true });
    const { Item } = answerSchema.parse(answer, seldom);
    return Item && connectionSchema.parse(JSON.parse(Item.head.S), seldom);
  };
