import { isDeepStrictEqual } from 'node:util';
import type * as z from 'zod';
import { ErpUnavailableError } from '../../../../domain/errors.ts';
import type { JsonValue } from '../lossless-json.ts';
import { errorOf, meaningOf, type Answered } from './classify-answer.ts';
import { CredentialsRefused } from './credentials-refused.ts';
import { httpRules, type ErpAccess } from './erp-access.ts';
import { exchange, isPassOver } from './exchange.ts';
import { forgetProof } from './proof.ts';
import { addressBelow } from './address.ts';
import type { HttpResponse } from './http-port.ts';
import { quotedValues } from './quoting.ts';
import { filled, filledAddress, type TemplateValues } from './template.ts';

/** A request as the manifest writes it: templates for path, query, headers and body. */
export interface RequestTemplate {
  readonly method?: string | undefined;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>> | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: z.core.util.JSONType | undefined;
  /** Where in that body a mapped record goes; without it the record is the body. */
  readonly into?: string | undefined;
  /** How many rows this one asks for, where it is not what the paging says. */
  readonly pageSize?: number | undefined;
  /** How values stand inside quotes; see `quotedValues`. */
  readonly quoting?: 'none' | 'odata' | 'json' | undefined;
}

/** The same with its address fixed: a page the ERP pointed to. */
export interface Question {
  readonly request: Omit<RequestTemplate, 'path' | 'query'>;
  readonly url: URL;
  readonly values: TemplateValues;
}

export type Reply =
  | { readonly gone: true }
  | {
      readonly gone: false;
      readonly json: JsonValue;
      readonly headers: HttpResponse['headers'];
      /** Nothing was modified since the moment that was asked for (304). */
      readonly isUnmodified?: true;
    };

/** The address of a request template. */
export function addressOf(access: ErpAccess, request: RequestTemplate, given: TemplateValues): URL {
  const { path, query } = request;
  const values = quotedValues(access, request, given);
  const pairs = Object.entries(query ?? {}).map(([key, template]) => [
    key,
    filledQuery(template, access, values),
  ]);
  const encoded = Object.fromEntries(pairs) as Record<string, string>; // pairs of texts
  return addressBelow(access.connection.baseUrl, filledAddress(path, access, values), encoded);
}

/** Query values are written readably in the manifest, so that they are encoded as a whole. */
function filledQuery(template: string, access: ErpAccess, values: TemplateValues): string {
  return encodeURIComponent(filled(template, access, values));
}

/**
 * Asks the ERP, with its limits kept and our identity proven. A token or session that is no longer taken is renewed once; credentials that are
 * refused are read again once, because a person may just have replaced them. Throws `ErpUnavailableError` or `ErpRejectedError`; "there is no such
 * record" is an answer.
 */
export function ask(access: ErpAccess, question: Question): Promise<Reply> {
  return repliedWithPass(access, question).catch(async (error: unknown) => {
    if (!(error instanceof CredentialsRefused)) throw error;
    const newer = await withNewerSecrets(access);
    if (newer === undefined) throw error;
    return repliedWithPass(newer, question);
  });
}

/** The same access with the secret as it stands now, if a person replaced it. */
export async function withNewerSecrets(access: ErpAccess): Promise<ErpAccess | undefined> {
  const secrets = await access.newerSecrets?.();
  return secrets === undefined || isDeepStrictEqual(secrets, access.secrets)
    ? undefined
    : { ...access, secrets };
}

async function repliedWithPass(access: ErpAccess, question: Question): Promise<Reply> {
  const first = await exchange(access, question);
  if (!isPassOver(access, first)) return replyOf(access, question, first.answered);
  forgetProof(access, first.proof);
  return replyOf(access, question, (await exchange(access, question)).answered);
}

function replyOf(access: ErpAccess, { request }: Question, answered: Answered): Reply {
  if (answered.response.status === 304 && request.headers?.['if-modified-since'] !== undefined)
    return { gone: false, json: null, headers: answered.response.headers, isUnmodified: true };
  const meaning = meaningOf(answered, httpRules(access));
  if (meaning === 'gone') return { gone: true };
  if (meaning !== 'ok') throw errorOf(answered, access);
  const { body, headers, status } = answered.response;
  if (answered.json !== undefined) return { gone: false, json: answered.json, headers };
  if (body.byteLength === 0) return { gone: false, json: null, headers };
  // A page of a proxy, or an answer that was cut: the same request may work later.
  throw new ErpUnavailableError(`The ERP answered ${status} with a body that is no JSON.`);
}
