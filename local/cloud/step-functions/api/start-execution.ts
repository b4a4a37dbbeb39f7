import * as z from 'zod';
import type { ActionOf } from './context.ts';
import { machineArnSchema, seconds } from './values.ts';

const inputSchema = z.object({
  stateMachineArn: machineArnSchema,
  name: z.string().optional(),
  input: z.string().optional(),
});

export const startExecution: ActionOf =
  ({ service }) =>
  async (request) => {
    const { stateMachineArn: machineArn, name, input } = inputSchema.parse(request);
    const record = await service.start({ machineArn, name, input });
    return { executionArn: record.arn, startDate: seconds(record.startedAt) };
  };
