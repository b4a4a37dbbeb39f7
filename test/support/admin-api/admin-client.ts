import { expect } from 'vitest';
import * as z from 'zod';
import type { AdminPorts } from '../../../functions/serve-admin-api/ports.ts';
import { adminRoutes } from '../../../functions/serve-admin-api/routes/index.ts';
import { createHttpApi } from '../../../functions/shared/http/http-api.ts';
import type { RequestMemory } from '../../../functions/shared/http/idempotency.ts';
import { problemSchema } from '../../../functions/shared/http/problem-document.ts';
import type { Returns } from '../../../functions/shared/http/route.ts';
import { createRouter } from '../../../functions/shared/http/router.ts';
import { anHttpEvent, jsonOf, type EventOptions } from '../http/http-event.ts';
import { memoryOfRequests } from '../http/memory-of-requests.ts';

export interface AdminAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: unknown;
}

export type AdminClient = (method: string, path: string, options?: EventOptions) => Promise<AdminAnswer>;

/** Calls the API as the gateway does, and holds every answer to what the OpenAPI document promises of it. */
export function adminClient(ports: AdminPorts, memory: RequestMemory = memoryOfRequests()): AdminClient {
  const reportBug = (error: unknown) => {
    throw error;
  };
  const api = createHttpApi(adminRoutes, { ports, memory, reportBug });
  return async (method, address, options = {}) => {
    const [path = '', query = ''] = address.split('?');
    const answer = await api(anHttpEvent(method, path, { query, ...options }));
    const headers = Object.fromEntries(
      Object.entries(answer.headers ?? {}).map(([name, value]) => [name, String(value)]),
    );
    const body = bodyOf(answer, headers['content-type'] ?? '');
    const status = answer.statusCode ?? 0;
    assertPromised(method, path, { status, headers, body });
    return { status, headers, body };
  };
}

function bodyOf(
  answer: { body?: string | undefined; isBase64Encoded?: boolean | undefined },
  mediaType: string,
): unknown {
  if (answer.isBase64Encoded) return Buffer.from(answer.body ?? '', 'base64');
  return /[/+]json\b/.test(mediaType) ? jsonOf(answer) : answer.body;
}

/** Parsing drops what a schema does not name: a difference is a field that was never promised. */
function assertPromised(method: string, path: string, { status, body }: AdminAnswer): void {
  if (status >= 400) return void expect(problemSchema.parse(body)).toEqual(body);
  if (Buffer.isBuffer(body) || body === '' || method === 'HEAD') return;
  const { returns } = createRouter(adminRoutes)(method, path).route;
  const schema = promised(returns);
  if ('lines' in returns) for (const line of linesOf(body)) expect(returns.lines.parse(line)).toEqual(line);
  if (schema) expect(schema.parse(body)).toEqual(body);
}

const linesOf = (body: unknown): unknown[] =>
  String(body)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);

function promised(returns: Returns): z.ZodType | undefined {
  if ('json' in returns) return returns.json;
  return 'page' in returns
    ? z.object({ items: z.array(returns.page), cursor: z.string().nullable() })
    : undefined;
}
