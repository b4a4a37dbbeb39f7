import * as z from 'zod';
import { redrivable } from '../service/redrive.ts';
import type { ActionOf } from './context.ts';
import { executionArnSchema, present, resultOf, seconds } from './values.ts';

const inputSchema = z.object({ executionArn: executionArnSchema });

export const describeExecution: ActionOf =
  ({ service }) =>
  (input) => {
    const record = service.execution(inputSchema.parse(input).executionArn);
    const problem = redrivable(record, service.store.positions.eventCount(record.arn), service.now());
    return {
      executionArn: record.arn,
      stateMachineArn: record.machineArn,
      name: record.name,
      ...resultOf(record),
      ...present({
        redriveCount: record.redriveCount,
        redriveDate: record.redrivenAt === null ? null : seconds(record.redrivenAt),
        redriveStatus: problem === undefined ? 'REDRIVABLE' : 'NOT_REDRIVABLE',
        redriveStatusReason: problem,
      }),
    };
  };
