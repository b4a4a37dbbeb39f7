import type { Command } from 'commander';
import * as z from 'zod';
import { requireInstance } from './instance.ts';
import { mintDevelopmentToken } from './development-token.ts';

const globalOptionsSchema = z.object({
  data: z.string(),
  url: z.string().optional(),
  token: z.string().optional(),
});

const problemSchema = z.object({
  title: z.string(),
  detail: z.string().optional(),
  errors: z.array(z.object({ field: z.string(), reason: z.string() })).optional(),
});

/** A call of the Admin API; refuses with the problem document's own words. */
export interface AdminClient {
  get(path: string): Promise<unknown>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<unknown>;
}

/** Talks to `--url` (or ORDERSEAM_ADMIN_URL), otherwise to the embedded installation with a development token. */
export async function adminClientFor(command: Command): Promise<AdminClient> {
  const options = globalOptionsSchema.parse(command.optsWithGlobals());
  const remote = options.url ?? process.env['ORDERSEAM_ADMIN_URL'];
  const token = options.token ?? process.env['ORDERSEAM_TOKEN'];
  if (remote !== undefined) return adminClient(remote, required(token));
  const instance = await requireInstance(options.data);
  return adminClient(instance.urls.admin, token ?? (await mintDevelopmentToken(options.data, { roles: ['operator'] })));
}

function adminClient(base: string, token: string): AdminClient {
  const call = async (method: string, path: string, init: RequestInit = {}) => {
    const headers = { authorization: `Bearer ${token}`, ...(init.headers as Record<string, string> | undefined) };
    const response = await fetch(new URL(path.replace(/^\//, ''), `${base.replace(/\/$/, '')}/`), {
      ...init,
      method,
      headers,
    });
    const body: unknown = await response.json().catch(() => undefined);
    if (response.ok) return body;
    throw new Error(`${method} ${path} was answered ${response.status}: ${inWords(body)}`);
  };
  return {
    get: (path) => call('GET', path),
    post: (path, body, headers = {}) =>
      call('POST', path, {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...headers },
      }),
  };
}

function inWords(body: unknown): string {
  const problem = problemSchema.safeParse(body);
  if (!problem.success) return 'without an explanation';
  const fields = (problem.data.errors ?? []).map(({ field, reason }) => `${field}: ${reason}`);
  return [problem.data.detail ?? problem.data.title, ...fields].join('; ');
}

function required(token: string | undefined): string {
  if (token !== undefined) return token;
  throw new Error('an installation in AWS needs a token: pass --token or set ORDERSEAM_TOKEN.');
}
