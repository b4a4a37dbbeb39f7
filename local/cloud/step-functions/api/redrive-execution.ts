import * as z from 'zod';
import type { ActionOf } from './context.ts';
import { executionArnSchema, seconds } from './values.ts';

const inputSchema = z.object({ executionArn: executionArnSchema, clientToken: z.string().optional() });

export const redriveExecution: ActionOf =
  ({ service }) =>
  async (input) => ({ redriveDate: seconds(await service.redrive(inputSchema.parse(input).executionArn)) });
