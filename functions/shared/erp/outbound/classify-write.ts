import { fits, retryAfter, wordsOf, type Answered } from '../fetch/classify-answer.ts';
import { httpRules } from '../fetch/erp-access.ts';
import type { JsonValue } from '../lossless-json.ts';
import type { WriteErrorRule } from '../manifest/outbound.ts';
import type { WriteAnswer } from './erp-writer.ts';
import type { OutboundAccess } from './outbound-access.ts';

/** One request of a write: done with the answer's body (null: none), or what is to be thought of it. */
export type StepAnswer =
  | { readonly outcome: 'done'; readonly json: JsonValue }
  | Exclude<WriteAnswer, { outcome: 'accepted' }>;

type Meaning = WriteErrorRule['means'] | 'done';

/**
 * What the answer to a write means: the connector's rules first, then the status. Only what is certain is said: everything that leaves a doubt is
 * `unknown`, and "it exists" is one, because what exists has to be looked up.
 */
export function classifyWrite({ access, rules }: OutboundAccess, answered: Answered): StepAnswer {
  const { response, json } = answered;
  const words = wordsOf(answered, httpRules(access));
  const reason = `The ERP answered ${response.status}${words === undefined ? '' : `: ${words.slice(0, 1_000)}`}`;
  const meaning =
    rules.errors.find((rule) => fits(rule, answered))?.means ??
    meaningInside(answered, httpRules(access)) ??
    meaningOf(answered, words);
  switch (meaning) {
    case 'done':
      return doneWith(answered, json);
    case 'exists':
      return { outcome: 'unknown', reason: `${reason.replace(/\.?$/, '.')} It is looked up.` };
    case 'not-sent': {
      const { retryAfterSeconds } = retryAfter(response.headers['retry-after'], access.http.now());
      return { outcome: 'not-sent', reason, retryAfterSeconds };
    }
    default:
      return { outcome: meaning, reason };
  }
}

/** Errors inside a success, by the rules that also hold for reading. */
function meaningInside(answered: Answered, http: ReturnType<typeof httpRules>): Meaning | undefined {
  if (!isSuccess(answered)) return undefined;
  const rule = http.errors.find((each) => fits(each, answered));
  if (rule === undefined) return undefined;
  return rule.means === 'unavailable' ? 'unknown' : 'rejected';
}

/** A refusal without the ERP's own words may come from anything in between, and proves nothing. */
function meaningOf(answered: Answered, words: string | undefined): Meaning {
  const { status } = answered.response;
  if (isSuccess(answered)) return 'done';
  if (status === 429 || status === 401) return 'not-sent';
  if (status === 409) return 'exists';
  const isRefusal = status >= 400 && status < 500 && status !== 408 && status !== 425;
  return isRefusal && words !== undefined ? 'rejected' : 'unknown';
}

const isSuccess = ({ response }: Answered): boolean => response.status >= 200 && response.status < 300;

function doneWith({ response }: Answered, json: JsonValue | undefined): StepAnswer {
  if (json !== undefined) return { outcome: 'done', json };
  if (response.body.byteLength === 0) return { outcome: 'done', json: null };
  return { outcome: 'unknown', reason: `The ERP answered ${response.status} with a body that is no JSON.` };
}
