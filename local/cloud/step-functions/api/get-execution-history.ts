import * as z from 'zod';
import { type HistoryEvent, withoutPayloads } from '../engine/history.ts';
import type { ActionOf } from './context.ts';
import { executionArnSchema, pageSizeSchema, readToken, seconds, writeToken } from './values.ts';

const inputSchema = z.object({
  executionArn: executionArnSchema,
  includeExecutionData: z.boolean().default(true),
  reverseOrder: z.boolean().default(false),
  maxResults: pageSizeSchema,
  nextToken: z.string().optional(),
});

export const getExecutionHistory: ActionOf =
  ({ service }) =>
  (input) => {
    const { executionArn, includeExecutionData, reverseOrder: reverse, ...page } = inputSchema.parse(input);
    service.execution(executionArn);
    const from = readToken(page.nextToken) ?? (reverse ? Number.MAX_SAFE_INTEGER : 0);
    const found = service.store.positions.events({ executionArn, from, reverse, limit: page.maxResults + 1 });
    const shown = found.slice(0, page.maxResults);
    const last = shown.at(-1);
    const show = (event: HistoryEvent) => ({
      ...(includeExecutionData ? event : withoutPayloads(event)),
      timestamp: seconds(event.timestamp),
    });
    return {
      events: shown.map(show),
      ...(found.length > page.maxResults && last && { nextToken: writeToken(last.id) }),
    };
  };
