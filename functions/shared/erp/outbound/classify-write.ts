import { fits, wordsOf, type Answered } from '../fetch/classify-answer.ts';
import { comeAgain } from '../fetch/come-again.ts';
import { credentialsAdvice } from '../fetch/credentials.ts';
import { httpRules, type ErpAccess } from '../fetch/erp-access.ts';
import type { HttpResponse } from '../fetch/http-port.ts';
import type { ErrorRule } from '../manifest/answers.ts';
import type { HttpRules } from '../manifest/http.ts';
import type { JsonValue } from '../lossless-json.ts';
import type { WriteErrorRule } from '../manifest/outbound.ts';
import type { WriteAnswer } from './erp-writer.ts';
import type { OutboundAccess } from './outbound-access.ts';

/** A request of a write that was taken. */
export interface DoneStep {
  readonly outcome: 'done';
  readonly json: JsonValue;
  readonly headers?: HttpResponse['headers'];
}

/** One request of a write: done with the answer's body (null: none), or what is to be thought of it. */
export type StepAnswer = DoneStep | Exclude<WriteAnswer, { outcome: 'accepted' }>;

type Meaning = WriteErrorRule['means'] | 'unauthenticated' | 'done';

/**
 * What the answer to a write means: the connector's rules first, then the status. Only what is certain is said: everything that leaves a doubt is
 * `unknown`, and "it exists" is one, because what exists has to be looked up.
 */
export function classifyWrite({ access, rules }: OutboundAccess, answered: Answered): StepAnswer {
  const { response, json } = answered;
  const words = wordsOf(answered, access);
  const reason = `The ERP answered ${response.status}${words === undefined ? '' : `: ${words.slice(0, 1_000)}`}`;
  const meaning =
    rules.errors.find((rule) => fits(rule, answered))?.means ??
    meaningForReading(answered, httpRules(access)) ??
    meaningOf(answered, words);
  switch (meaning) {
    case 'done':
      return doneWith(answered, json);
    case 'exists':
      return { outcome: 'unknown', reason: `${asSentence(reason)} It is looked up.` };
    case 'unauthenticated':
      return notSent(`${asSentence(reason)} ${credentialsAdvice(httpRules(access))}`, answered, access);
    case 'not-sent':
      return notSent(reason, answered, access);
    default:
      return { outcome: meaning, reason };
  }
}

const asSentence = (text: string): string => text.replace(/\.?$/, '.');

function notSent(reason: string, { response }: Answered, access: ErpAccess): StepAnswer {
  return { outcome: 'not-sent', reason, retryAfterSeconds: comeAgain(response, access).retryAfterSeconds };
}

/** By the rules that also hold for reading: errors inside a success, and what has to do with our credentials. */
function meaningForReading(answered: Answered, { errors }: HttpRules): Meaning | undefined {
  const means = errors.find((each) => fits(each, answered))?.means;
  if (means === 'session-ended') return 'not-sent';
  if (means === 'unauthenticated') return means;
  return isSuccess(answered) && means !== undefined ? insideSuccess(means) : undefined;
}

const insideSuccess = (means: ErrorRule['means']): Meaning =>
  means === 'unavailable' ? 'unknown' : 'rejected';

/** A refusal without the ERP's own words may come from anything in between, and proves nothing. */
function meaningOf(answered: Answered, words: string | undefined): Meaning {
  const { status } = answered.response;
  if (isSuccess(answered)) return 'done';
  if (status === 401) return 'unauthenticated';
  if (status === 429) return 'not-sent';
  if (status === 409 || status === 412) return 'exists';
  const isRefusal = status >= 400 && status < 500 && status !== 408 && status !== 425;
  return isRefusal && words !== undefined ? 'rejected' : 'unknown';
}

const isSuccess = ({ response }: Answered): boolean => response.status >= 200 && response.status < 300;

function doneWith({ response }: Answered, json: JsonValue | undefined): StepAnswer {
  const { headers } = response;
  if (json !== undefined) return { outcome: 'done', json, headers };
  if (response.body.byteLength === 0) return { outcome: 'done', json: null, headers };
  return { outcome: 'unknown', reason: `The ERP answered ${response.status} with a body that is no JSON.` };
}
