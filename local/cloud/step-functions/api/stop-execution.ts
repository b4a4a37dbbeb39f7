import * as z from 'zod';
import { AwsError } from '../../aws-json/aws-error.ts';
import type { ActionOf } from './context.ts';
import { executionArnSchema, seconds } from './values.ts';

const inputSchema = z.object({
  executionArn: executionArnSchema,
  error: z.string().max(256).optional(),
  cause: z.string().max(32_768).optional(),
});

export const stopExecution: ActionOf =
  ({ service }) =>
  async (input) => {
    const { executionArn, error, cause: reason } = inputSchema.parse(input);
    if (service.execution(executionArn).type === 'EXPRESS') {
      throw new AwsError('StateMachineTypeNotSupported', 'Express executions cannot be stopped.');
    }
    const record = await service.stop(executionArn, { error, reason });
    return { stopDate: seconds(record.stoppedAt ?? service.now()) };
  };
