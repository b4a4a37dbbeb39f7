import * as z from 'zod';
import type { ActionOf } from './context.ts';
import { refuseUnknownTask, taskTokenSchema } from './task-token.ts';

const inputSchema = z.object({
  taskToken: taskTokenSchema,
  error: z.string().max(256).default(''),
  cause: z.string().max(32_768).optional(),
});

export const sendTaskFailure: ActionOf =
  ({ service }) =>
  async (input) => {
    const { taskToken, error, cause } = inputSchema.parse(input);
    refuseUnknownTask(await service.tokens.fail(taskToken, { error, reason: cause }));
    return {};
  };
