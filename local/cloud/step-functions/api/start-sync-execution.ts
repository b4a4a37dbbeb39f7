import * as z from 'zod';
import { AwsError } from '../../aws-json/aws-error.ts';
import type { ActionOf } from './context.ts';
import { machineArnSchema, resultOf } from './values.ts';

const inputSchema = z.object({
  stateMachineArn: machineArnSchema,
  name: z.string().optional(),
  input: z.string().optional(),
});

export const startSyncExecution: ActionOf =
  ({ service }) =>
  async (request) => {
    const { stateMachineArn: machineArn, name, input } = inputSchema.parse(request);
    if (service.machine(machineArn).type !== 'EXPRESS') {
      throw new AwsError(
        'StateMachineTypeNotSupported',
        'This operation is only supported by express state machines.',
      );
    }
    const record = await service.runSync({ machineArn, name, input });
    return {
      executionArn: record.arn,
      stateMachineArn: machineArn,
      name: record.name,
      ...resultOf(record),
      ...(record.error !== null && { error: record.error }),
      billingDetails: {
        billedMemoryUsedInMB: 64,
        billedDurationInMilliseconds: (record.stoppedAt ?? 0) - record.startedAt,
      },
    };
  };
