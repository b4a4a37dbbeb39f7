import * as z from 'zod';
import { AwsError } from '../../aws-json/aws-error.ts';
import { executionStatusSchema } from '../store/executions.ts';
import type { ActionOf } from './context.ts';
import { machineArnSchema, pageSizeSchema, present, readToken, seconds, writeToken } from './values.ts';

const inputSchema = z.object({
  stateMachineArn: machineArnSchema,
  statusFilter: executionStatusSchema.optional(),
  maxResults: pageSizeSchema,
  nextToken: z.string().optional(),
});

export const listExecutions: ActionOf =
  ({ service }) =>
  (input) => {
    const { stateMachineArn: machineArn, statusFilter, maxResults, nextToken } = inputSchema.parse(input);
    if (service.machine(machineArn).type === 'EXPRESS') {
      throw new AwsError(
        'StateMachineTypeNotSupported',
        'Executions of express state machines are not kept.',
      );
    }
    const before = readToken(nextToken) ?? Number.MAX_SAFE_INTEGER;
    const wanted = { machineArn, status: statusFilter ?? null, before, limit: maxResults + 1 };
    const found = service.store.executions.page(wanted);
    const shown = found.slice(0, maxResults);
    const last = shown.at(-1);
    return {
      executions: shown.map((record) =>
        present({
          executionArn: record.arn,
          stateMachineArn: record.machineArn,
          name: record.name,
          status: record.status,
          startDate: seconds(record.startedAt),
          stopDate: record.stoppedAt === null ? null : seconds(record.stoppedAt),
          redriveCount: record.redriveCount,
        }),
      ),
      ...(found.length > maxResults && last && { nextToken: writeToken(last.seq) }),
    };
  };
