import * as z from 'zod';
import { AwsError } from '../../aws-json/aws-error.ts';

/** Only what this service gave out looks like a token. */
export const taskTokenSchema = z.string().transform((token) => {
  if (token.startsWith('task-')) return token;
  throw new AwsError('InvalidToken', `Invalid Token: '${token}'`);
});

/** A token nobody waits with any more: answered before, timed out, or its execution ended. */
export function refuseUnknownTask(waiting: boolean): void {
  if (!waiting) throw new AwsError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
}
