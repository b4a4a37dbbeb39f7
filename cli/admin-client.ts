import type { Command } from 'commander';
import * as z from 'zod';
import { mintDevelopmentToken } from './development-token.ts';
import { requireInstance } from './instance.ts';

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
  post(path: string, body: unknown): Promise<unknown>;
  /** Every line of an answer that has one JSON text per line, page after page, as text. */
  lines(path: string): AsyncIterable<string>;
  bytes(path: string): Promise<Buffer>;
  /** Any call; `etag` is the version it is meant for, and that of what was answered. */
  send(method: string, path: string, more?: ToSend): Promise<Answer>;
}

interface ToSend {
  readonly body?: unknown;
  readonly etag?: string | undefined;
}

export interface Answer {
  readonly body: unknown;
  readonly etag: string | undefined;
}

/** The Admin API in AWS that `--url` or ORDERSEAM_ADMIN_URL names, if any. */
export function remoteAddress(command: Command): string | undefined {
  const { url } = globalOptionsSchema.pick({ url: true }).parse(command.optsWithGlobals());
  return url ?? process.env['ORDERSEAM_ADMIN_URL'];
}

/** Talks to the remote address, otherwise to the embedded installation with a development token. */
export async function adminClientFor(command: Command): Promise<AdminClient> {
  const options = globalOptionsSchema.parse(command.optsWithGlobals());
  const remote = remoteAddress(command);
  const token = options.token ?? process.env['ORDERSEAM_TOKEN'];
  if (remote !== undefined) return adminClient(remote, required(token));
  const instance = requireInstance(options.data);
  return adminClient(
    instance.urls.admin,
    options.token ?? (await mintDevelopmentToken(options.data, { roles: ['operator'] })),
  );
}

function adminClient(base: string, token: string): AdminClient {
  const ask = async (method: string, path: string, { body, etag }: ToSend = {}): Promise<Response> => {
    const response = await fetch(addressOf(base, path), {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(etag !== undefined && { 'if-match': etag }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }).catch((error: unknown) => {
      throw new Error(`The Admin API at ${base} does not answer.`, { cause: error });
    });
    if (response.ok) return response;
    const answer = jsonOf(await response.text());
    throw new Error(
      `The Admin API refused ${method} ${path} with ${response.status}: ${inWords(response.status, answer)}`,
    );
  };
  const send: AdminClient['send'] = async (method, path, more) => {
    const response = await ask(method, path, more);
    return { body: jsonOf(await response.text()), etag: response.headers.get('etag') ?? undefined };
  };
  return {
    send,
    get: async (path) => (await send('GET', path)).body,
    post: async (path, body) => (await send('POST', path, { body })).body,
    lines: (path) => linesFrom((next) => ask('GET', next), path),
    bytes: async (path) => Buffer.from(await (await ask('GET', path)).arrayBuffer()),
  };
}

/** A page ends with a link to the next one, where there is one. */
async function* linesFrom(ask: (path: string) => Promise<Response>, path: string): AsyncGenerator<string> {
  let next: string | undefined = path;
  while (next !== undefined) {
    const page: Response = await ask(next);
    yield* (await page.text()).split('\n').filter((line) => line !== '');
    next = /<([^>]+)>;\s*rel="next"/.exec(page.headers.get('link') ?? '')?.[1];
  }
}

/** `path` below a base address that may or may not end in a slash. */
export const addressOf = (base: string, path: string): URL =>
  new URL(path.replace(/^\//, ''), `${base.replace(/\/$/, '')}/`);

/** Gateways in between answer in other formats than the Admin API itself. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function inWords(status: number, answer: unknown): string {
  const problem = problemSchema.safeParse(answer);
  if (problem.success) return problemInWords(problem.data);
  return status === 401 ? 'the token is not valid here or has expired.' : 'without an explanation.';
}

/** The single findings say more than the sentence that announces them. */
function problemInWords({ title, detail, errors = [] }: z.infer<typeof problemSchema>): string {
  const fields = errors.map(({ field, reason }) => `${field}: ${reason}`);
  return fields.length > 0 ? fields.join('; ') : (detail ?? title);
}

function required(token: string | undefined): string {
  if (token !== undefined) return token;
  throw new Error('An installation in AWS needs a token: pass --token or set ORDERSEAM_TOKEN.');
}
