import * as z from 'zod';
import { AwsError } from '../../aws-json/aws-error.ts';
import type { ExecutionRecord } from '../store/executions.ts';
import { checkArn } from '../service/names.ts';

/** AWS JSON carries moments as seconds. */
export function seconds(epochMs: number): number {
  return epochMs / 1000;
}

/** Drops what is null: AWS leaves out what is not there. */
export function present<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(value).filter(([, part]) => part !== null && part !== undefined),
  ) as Partial<T>;
}

export const machineArnSchema = z.string().transform((arn) => checkArn(arn, 'stateMachine'));
export const executionArnSchema = z.string().transform((arn) => checkArn(arn, 'execution'));
export const pageSizeSchema = z
  .int()
  .min(0)
  .max(1000)
  .default(0)
  .transform((size) => size || 100);

/** The number inside a `nextToken`. */
export function readToken(token: string | undefined): number | undefined {
  if (token === undefined) return undefined;
  const value = Number(Buffer.from(token, 'base64url').toString());
  if (token !== '' && Number.isSafeInteger(value)) return value;
  throw new AwsError('InvalidToken', `Invalid Token: '${token}'`);
}

export function writeToken(value: number): string {
  return Buffer.from(String(value)).toString('base64url');
}

/** How an execution ended, as DescribeExecution and StartSyncExecution say it. */
export function resultOf(record: ExecutionRecord) {
  const timedOut = record.status === 'TIMED_OUT';
  return present({
    status: record.status,
    startDate: seconds(record.startedAt),
    stopDate: record.stoppedAt === null ? null : seconds(record.stoppedAt),
    input: record.input,
    inputDetails: { included: true },
    output: record.output,
    outputDetails: record.output === null ? null : { included: true },
    // AWS names States.Timeout in the history only.
    error: timedOut ? null : record.error,
    cause: record.cause,
  });
}
