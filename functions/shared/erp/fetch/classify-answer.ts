import { ErpRejectedError, ErpUnavailableError } from '../../../../domain/errors.ts';
import { textFunctions } from '../helpers/texts.ts';
import { textWithin } from '../json/text-within.ts';
import { valueAt, type JsonValue } from '../lossless-json.ts';
import type { Condition, ErrorRule } from '../manifest/answers.ts';
import type { HttpRules } from '../manifest/http.ts';
import { credentialsAdvice, withoutSecrets } from './credentials.ts';
import { CredentialsRefused } from './credentials-refused.ts';
import { httpRules, type ErpAccess } from './erp-access.ts';
import type { HttpResponse } from './http-port.ts';
import { comeAgain } from './come-again.ts';

type Meaning = ErrorRule['means'] | 'ok';

export interface Answered {
  readonly response: HttpResponse;
  /** Undefined: the body is empty or no JSON. */
  readonly json: JsonValue | undefined;
}

/** What an answer means: the connector's rules by status and body first (errors inside 200), then the status alone. */
export function meaningOf(answered: Answered, rules: HttpRules): Meaning {
  const rule = rules.errors.find((each) => fits(each, answered));
  return rule?.means ?? meaningOfStatus(answered.response.status);
}

/** Whether an answer is the one that a rule by status, body and header speaks of. */
export function fits({ status, path, header, matches }: Condition, { response, json }: Answered): boolean {
  if (!status.includes(response.status)) return false;
  if (header !== undefined && !speaks(response.headers[header.toLowerCase()], matches)) return false;
  return path === undefined || isFound(json, path, header === undefined ? matches : undefined);
}

function isFound(json: JsonValue | undefined, path: string, matches: string | undefined): boolean {
  if (json === undefined) return false;
  const value = valueAt(json, path) ?? undefined;
  if (matches === undefined) return value !== undefined;
  return speaks(typeof value === 'boolean' ? String(value) : textWithin(json, path), matches);
}

const speaks = (text: string | undefined, matches: string | undefined): boolean =>
  text !== undefined && (matches === undefined || new RegExp(matches).test(text));

function meaningOfStatus(status: number): Meaning {
  if (status >= 200 && status < 300) return 'ok';
  if (status === 404 || status === 410) return 'gone';
  if (status === 401) return 'unauthenticated';
  return status === 408 || status === 425 || status === 429 || status >= 500 ? 'unavailable' : 'rejected';
}

/** The error to throw for an answer that is neither good nor "gone", in the ERP's own words where it has some. */
export function errorOf(answered: Answered, access: ErpAccess): Error {
  const { status } = answered.response;
  const words = wordsOf(answered, access);
  const said = asSentence(
    `The ERP answered ${status}${words === undefined ? '' : `: ${words.slice(0, 300)}`}`,
  );
  const meaning = meaningOf(answered, httpRules(access));
  if (meaning === 'unavailable') return new ErpUnavailableError(said, comeAgain(answered.response, access));
  // A login that was taken and did not last is no fault of the credentials.
  if (meaning === 'session-ended') return new ErpUnavailableError(`${said} The session did not last.`);
  if (meaning === 'unauthenticated')
    return new CredentialsRefused(`${said} ${credentialsAdvice(httpRules(access))}`);
  return new ErpRejectedError(`${said} ${adviceFor(status)}`);
}

/** An ERP ends its own words with a full stop, or does not. */
const asSentence = (text: string): string => `${text.trimEnd().replace(/[.]+$/, '')}.`;

/** The ERP's own words for what went wrong, where the manifest knows their place; without the mark-up that some send, and without our credentials. */
export function wordsOf({ json }: Answered, access: ErpAccess): string | undefined {
  const words = httpRules(access)
    .errorText.map((path) => (json === undefined ? undefined : textWithin(json, path)))
    .find(Boolean);
  if (words === undefined) return undefined;
  const plain = /<\/|<br/i.test(words) ? (textFunctions.htmlText(words) ?? undefined) : words;
  return plain === undefined ? undefined : withoutSecrets(plain, access);
}

function adviceFor(status: number): string {
  if (status === 403) return 'Grant the rights to read this record type in the ERP.';
  if (status >= 300 && status < 400) return 'It points elsewhere; enter its final address as base address.';
  return 'Mend it in the ERP or the connection, then release again.';
}
