import { ErpRejectedError, ErpUnavailableError } from '../../../../domain/errors.ts';
import { budgetOf } from '../budget/budget-of.ts';
import { addressOf, withNewerSecrets, type RequestTemplate } from '../fetch/ask.ts';
import { meaningOf } from '../fetch/classify-answer.ts';
import { CredentialsRefused } from '../fetch/credentials-refused.ts';
import { httpRules, type ErpAccess } from '../fetch/erp-access.ts';
import { isPassOver, proven, type Exchanged, type ProvenRequest } from '../fetch/exchange.ts';
import { forgetProof } from '../fetch/proof.ts';
import { sendNow } from '../fetch/send.ts';
import type { TemplateValues } from '../fetch/template.ts';
import type { JsonValue } from '../lossless-json.ts';
import { classifyWrite, type StepAnswer } from './classify-write.ts';
import type { SendingRight } from './erp-writer.ts';
import { wasNeverSent } from './never-sent.ts';
import type { OutboundAccess } from './outbound-access.ts';

/** One request that changes something. */
export interface Write {
  readonly request: RequestTemplate;
  readonly values: TemplateValues;
  /** From a mapping; without it the template's own body. */
  readonly body?: JsonValue | undefined;
  readonly right: SendingRight;
}

/** How long nobody tries again where a person has to mend the credentials first. */
const MENDING_SECONDS = 300;

/** Sends one request of a write and says what came of it. Throws only what is a bug. */
export async function write(outbound: OutboundAccess, one: Write): Promise<StepAnswer> {
  try {
    return await attempted(outbound, one);
  } catch (error) {
    if (error instanceof CredentialsRefused) return notSent(error, MENDING_SECONDS);
    if (error instanceof ErpUnavailableError) return notSent(error, error.retryAfterSeconds);
    if (error instanceof ErpRejectedError) return { outcome: 'rejected', reason: error.message };
    throw error;
  }
}

const notSent = ({ message }: Error, retryAfterSeconds: number | undefined): StepAnswer => ({
  outcome: 'not-sent',
  reason: message,
  retryAfterSeconds,
});

/**
 * Whatever is thrown here was thrown before anything was sent. What fails by our credentials alone was not processed, so that a new session or a
 * mended secret may follow it.
 */
async function attempted(outbound: OutboundAccess, one: Write): Promise<StepAnswer> {
  const first = await tried(outbound.access, one);
  const again = await accessAfter(outbound.access, first);
  const last = again === undefined ? first : await tried(again, one);
  if (last instanceof CredentialsRefused) throw last;
  return 'outcome' in last ? last : classifyWrite(outbound, last.answered);
}

type Tried = Exchanged | StepAnswer | CredentialsRefused;

const tried = (access: ErpAccess, one: Write): Promise<Tried> =>
  sentOnce(access, one).catch((error: unknown) => {
    if (error instanceof CredentialsRefused) return error;
    throw error;
  });

/** With what to try once more, where the first try failed by our credentials alone. */
async function accessAfter(access: ErpAccess, first: Tried): Promise<ErpAccess | undefined> {
  if (first instanceof CredentialsRefused) return withNewerSecrets(access);
  if ('outcome' in first) return undefined;
  if (isPassOver(access, first)) {
    forgetProof(access, first.proof);
    return access;
  }
  const isRefused = meaningOf(first.answered, httpRules(access)) === 'unauthenticated';
  return isRefused ? withNewerSecrets(access) : undefined;
}

async function sentOnce(access: ErpAccess, one: Write): Promise<Exchanged | StepAnswer> {
  const { request, proof } = await provenWrite(access, one);
  return budgetOf(access).run(async () => {
    if (access.http.now() > one.right.sendBefore)
      return { outcome: 'not-sent', reason: 'The time to send was over before the request could begin.' };
    try {
      return { proof, answered: await sendNow(access, request) };
    } catch (error) {
      return failureOf(error);
    }
  });
}

async function provenWrite(access: ErpAccess, { request, values, body }: Write): Promise<ProvenRequest> {
  const question = { request, values, url: addressOf(access, request, values) };
  const one = await proven(access, question, body);
  const seconds = access.connector.manifest.outbound?.writing.timeoutSeconds ?? 0;
  return { ...one, request: { ...one.request, timeoutMs: seconds * 1000 } };
}

/** From here on nothing is certain but what never left. */
function failureOf(error: unknown): StepAnswer {
  if (!(error instanceof ErpUnavailableError || error instanceof ErpRejectedError)) throw error;
  return { outcome: wasNeverSent(error) ? 'not-sent' : 'unknown', reason: error.message };
}
