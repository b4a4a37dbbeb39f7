import type { JsonValue } from '../lossless-json.ts';
import type { Question } from './ask.ts';
import { fits, type Answered } from './classify-answer.ts';
import { httpRules, type ErpAccess } from './erp-access.ts';
import type { HttpRequest } from './http-port.ts';
import { proofFor, type Proof } from './proof.ts';
import { readied } from './ready-request.ts';
import { send } from './send.ts';
import { signed } from './sign-request.ts';

export interface ProvenRequest {
  readonly request: HttpRequest;
  readonly proof: Proof;
}

export interface Exchanged {
  readonly answered: Answered;
  readonly proof: Proof;
}

/** A request that proves who we are. Throws where there is no token or session: then nothing was sent. */
export async function proven(
  access: ErpAccess,
  question: Question,
  body?: JsonValue,
): Promise<ProvenRequest> {
  const proof = await proofFor(access, question.request.method ?? 'GET');
  const { session } = proof;
  const values = session === undefined ? question.values : { ...question.values, session };
  const ready = readied(access, { ...question, values }, body);
  const headers = { ...ready.headers, ...proof.headers };
  return { proof, request: await lastTouched(access, signed(access, { ...ready, headers })) };
}

/** Hardly any connector has a hook. */
async function lastTouched(access: ErpAccess, request: HttpRequest): Promise<HttpRequest> {
  const { hook } = httpRules(access);
  return hook === undefined ? request : (await import('./hook.ts')).hooked(access, hook, request);
}

export async function exchange(access: ErpAccess, question: Question): Promise<Exchanged> {
  const { request, proof } = await proven(access, question);
  return { proof, answered: await send(access, request) };
}

/**
 * Whether an answer says that the token or session we have is no longer taken; such a request was not processed. Without a rule of the connector a
 * 401 says so, unless the session is for some methods only and nothing but a formality.
 */
export function isPassOver(access: ErpAccess, { answered, proof }: Exchanged): boolean {
  if (proof.passes.length === 0) return false;
  const rules = httpRules(access);
  const rule = rules.errors.find((each) => fits(each, answered));
  if (rule !== undefined) return rule.means === 'session-ended';
  const isIdentity =
    proof.passes.some(({ kind }) => kind === 'token') || rules.session?.methods === undefined;
  return answered.response.status === 401 && isIdentity;
}
