import { createHash } from 'node:crypto';
import type { RenderedAnswer } from './answer.ts';
import { HttpProblem } from './problem.ts';

/** An answer as it is kept for 24 hours to be given again. */
export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface IdempotentRequest {
  readonly company: string;
  /** Unique per caller, so that two people may use the same Idempotency-Key. */
  readonly key: string;
  readonly requestHash: string;
}

export type BegunRequest =
  | { readonly state: 'begun' | 'in-progress' | 'other-request' }
  | { readonly state: 'answered'; readonly answer: KeptAnswer };

/** Remembers requests by key; `begin` is one conditional write, so of two at once one works and one is told so. */
export interface RequestMemory {
  begin(request: IdempotentRequest): Promise<BegunRequest>;
  keep(request: IdempotentRequest, answer: KeptAnswer): Promise<void>;
  forget(request: IdempotentRequest): Promise<void>;
}

const keyPattern = /^[\x21-\x7e]{1,200}$/;

export function assertIdempotencyKey(key: string): void {
  if (keyPattern.test(key)) return;
  throw new HttpProblem('malformed-request', 'An Idempotency-Key has 1 to 200 visible ASCII characters.');
}

export function idempotentRequest(
  caller: { company: string; subject: string },
  key: string,
  parts: readonly string[],
): IdempotentRequest {
  const requestHash = createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
  return { company: caller.company, key: `${caller.subject}#${key}`, requestHash };
}

/** Does the work at most once per key. A request that failed changed nothing and frees its key again. */
export async function onlyOnce(
  memory: RequestMemory,
  request: IdempotentRequest,
  work: () => Promise<RenderedAnswer>,
): Promise<RenderedAnswer> {
  const begun = await memory.begin(request);
  if (begun.state === 'answered') return repeated(begun.answer);
  if (begun.state !== 'begun') throw refusal(begun.state);
  const answer = await freeingOnFailure(memory, request, work);
  await memory.keep(request, { status: answer.status, headers: answer.headers, body: String(answer.body) });
  return answer;
}

async function freeingOnFailure(
  memory: RequestMemory,
  request: IdempotentRequest,
  work: () => Promise<RenderedAnswer>,
): Promise<RenderedAnswer> {
  try {
    return await work();
  } catch (error) {
    await memory.forget(request);
    throw error;
  }
}

const repeated = (answer: KeptAnswer): RenderedAnswer => ({
  ...answer,
  headers: { ...answer.headers, 'idempotency-replayed': 'true' },
});

const refusal = (state: 'in-progress' | 'other-request'): HttpProblem =>
  state === 'in-progress'
    ? new HttpProblem(
        'request-in-progress',
        'The first request with this key is still at work; ask again shortly.',
        {
          headers: { 'retry-after': '2' },
        },
      )
    : new HttpProblem('idempotency-key-reused', 'Use a new Idempotency-Key for a new request.');
