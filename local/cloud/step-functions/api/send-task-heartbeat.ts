import * as z from 'zod';
import type { ActionOf } from './context.ts';
import { refuseUnknownTask, taskTokenSchema } from './task-token.ts';

const inputSchema = z.object({ taskToken: taskTokenSchema });

export const sendTaskHeartbeat: ActionOf =
  ({ service }) =>
  (input) => {
    refuseUnknownTask(service.tokens.heartbeat(inputSchema.parse(input).taskToken));
    return {};
  };
