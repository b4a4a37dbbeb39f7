import * as z from 'zod';
import { AwsError } from '../../aws-json/aws-error.ts';
import type { Json } from '../json.ts';
import type { ActionOf } from './context.ts';
import { refuseUnknownTask, taskTokenSchema } from './task-token.ts';

const inputSchema = z.object({ taskToken: taskTokenSchema, output: z.string().max(262_144) });

export const sendTaskSuccess: ActionOf =
  ({ service }) =>
  async (input) => {
    const { taskToken, output } = inputSchema.parse(input);
    refuseUnknownTask(await service.tokens.succeed(taskToken, readOutput(output)));
    return {};
  };

function readOutput(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw new AwsError('InvalidOutput', `Invalid Output: '${String(error)}'`);
  }
}
