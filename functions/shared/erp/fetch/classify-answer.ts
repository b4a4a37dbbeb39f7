import { ErpRejectedError, ErpUnavailableError } from '../../../../domain/errors.ts';
import { textFunctions } from '../helpers/texts.ts';
import { textWithin } from '../json/text-within.ts';
import { valueAt, type JsonValue } from '../lossless-json.ts';
import type { ErrorRule, HttpRules } from '../manifest/http.ts';
import { CredentialsRefused } from './credentials-refused.ts';
import type { HttpResponse } from './http-port.ts';

type Meaning = ErrorRule['means'] | 'ok';

export interface Answered {
  readonly response: HttpResponse;
  /** Undefined: the body is empty or no JSON. */
  readonly json: JsonValue | undefined;
}

/** What an answer means: the connector's rules by status and body first (errors inside 200), then the status alone. */
export function meaningOf({ response, json }: Answered, rules: HttpRules): Meaning {
  const rule = rules.errors.find((each) => fits(each, { response, json }));
  return rule?.means ?? meaningOfStatus(response.status);
}

type Condition = Pick<ErrorRule, 'status' | 'path' | 'matches'>;

/** Whether an answer is the one that a rule by status and body speaks of. */
export function fits({ status, path, matches }: Condition, { response, json }: Answered): boolean {
  if (!status.includes(response.status)) return false;
  return path === undefined || isFound(json, path, matches);
}

function isFound(json: JsonValue | undefined, path: string, matches: string | undefined): boolean {
  const value = json === undefined ? undefined : valueAt(json, path);
  if (matches === undefined) return value !== undefined && value !== null;
  return typeof value === 'string' && new RegExp(matches).test(value);
}

function meaningOfStatus(status: number): Meaning {
  if (status >= 200 && status < 300) return 'ok';
  if (status === 404 || status === 410) return 'gone';
  return status === 408 || status === 425 || status === 429 || status >= 500 ? 'unavailable' : 'rejected';
}

/** The error to throw for an answer that is neither good nor "gone", in the ERP's own words where it has some. */
export function errorOf({ response, json }: Answered, rules: HttpRules, nowMs: number): Error {
  const words = wordsOf({ response, json }, rules);
  const said = asSentence(
    `The ERP answered ${response.status}${words === undefined ? '' : `: ${words.slice(0, 300)}`}`,
  );
  if (meaningOf({ response, json }, rules) === 'unavailable')
    return new ErpUnavailableError(said, retryAfter(response.headers['retry-after'], nowMs));
  const Refusal = response.status === 401 ? CredentialsRefused : ErpRejectedError;
  return new Refusal(`${said} ${adviceFor(response.status)}`);
}

/** An ERP ends its own words with a full stop, or does not. */
const asSentence = (text: string): string => `${text.trimEnd().replace(/[.]+$/, '')}.`;

/** The ERP's own words for what went wrong, where the manifest knows their place; without the mark-up that some send. */
export function wordsOf({ json }: Answered, { errorText }: HttpRules): string | undefined {
  const words = errorText
    .map((path) => (json === undefined ? undefined : textWithin(json, path)))
    .find(Boolean);
  return words !== undefined && /<\/|<br/i.test(words) ? (textFunctions.htmlText(words) ?? undefined) : words;
}

function adviceFor(status: number): string {
  if (status === 401) return 'Renew the credentials of the connection.';
  if (status === 403) return 'Grant the rights to read this record type in the ERP.';
  if (status >= 300 && status < 400) return 'It points elsewhere; enter its final address as base address.';
  return 'Mend it in the ERP or the connection, then release again.';
}

/** The ERP's own wish, in seconds or as a date. */
export function retryAfter(header: string | undefined, nowMs: number): { retryAfterSeconds?: number } {
  if (header === undefined) return {};
  const seconds = /^\d{1,6}$/.test(header) ? Number(header) : Math.ceil((Date.parse(header) - nowMs) / 1000);
  return Number.isFinite(seconds) && seconds >= 0 ? { retryAfterSeconds: seconds } : {};
}
