import * as z from 'zod';
import type { ActionOf } from './context.ts';
import { pageSizeSchema, readToken, seconds, writeToken } from './values.ts';

const inputSchema = z.object({ maxResults: pageSizeSchema, nextToken: z.string().optional() });

export const listStateMachines: ActionOf =
  ({ service }) =>
  (input) => {
    const { maxResults, nextToken } = inputSchema.parse(input);
    const start = readToken(nextToken) ?? 0;
    const machines = service.store.machines.list();
    const end = start + maxResults;
    return {
      stateMachines: machines.slice(start, end).map(({ arn, name, type, createdAt }) => ({
        stateMachineArn: arn,
        name,
        type,
        creationDate: seconds(createdAt),
      })),
      ...(end < machines.length && { nextToken: writeToken(end) }),
    };
  };
