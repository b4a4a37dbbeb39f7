import { isDeepStrictEqual } from 'node:util';
import type * as z from 'zod';
import { ErpUnavailableError } from '../../../../domain/errors.ts';
import { parseLossless, type JsonValue } from '../lossless-json.ts';
import { forgetToken } from './access-token.ts';
import { authorisation } from './authorisation.ts';
import { errorOf, meaningOf, type Answered } from './classify-answer.ts';
import { CredentialsRefused } from './credentials-refused.ts';
import { httpRules, type ErpAccess } from './erp-access.ts';
import type { HttpResponse } from './http-port.ts';
import { addressBelow } from './address.ts';
import { filled, filledAddress, filledJson, type TemplateValues } from './template.ts';
import { withSlot } from './with-slot.ts';

/** A request as the manifest writes it: templates for path, query, headers and body. */
export interface RequestTemplate {
  readonly method?: string | undefined;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>> | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: z.core.util.JSONType | undefined;
}

/** The same with its address fixed: a page the ERP pointed to. */
export interface Question {
  readonly request: Omit<RequestTemplate, 'path' | 'query'>;
  readonly url: URL;
  readonly values: TemplateValues;
}

export type Reply = { readonly gone: true } | { readonly gone: false; readonly json: JsonValue };

/** The address of a request template. */
export function addressOf(access: ErpAccess, { path, query }: RequestTemplate, values: TemplateValues): URL {
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
 * Asks the ERP, with its concurrency kept and our identity proven. A token that is no longer taken is renewed once; credentials that are
 * refused are read again once, because a person may just have replaced them. Throws `ErpUnavailableError` or `ErpRejectedError`; "there is no such
 * record" is an answer.
 */
export function ask(access: ErpAccess, question: Question): Promise<Reply> {
  return withSlot(access, () =>
    repliedWithToken(access, question).catch(async (error: unknown) => {
      if (!(error instanceof CredentialsRefused)) throw error;
      const newer = await access.newerSecrets?.();
      if (newer === undefined || isDeepStrictEqual(newer, access.secrets)) throw error;
      return repliedWithToken({ ...access, secrets: newer }, question);
    }),
  );
}

async function repliedWithToken(access: ErpAccess, question: Question): Promise<Reply> {
  const answered = await answeredOnce(access, question);
  const isStale = answered.response.status === 401 && renewsTokens(access);
  if (isStale) forgetToken(access);
  return replyOf(access, isStale ? await answeredOnce(access, question) : answered);
}

function renewsTokens(access: ErpAccess): boolean {
  return httpRules(access).authentication.kind === 'oauth2-client-credentials';
}

async function answeredOnce(access: ErpAccess, question: Question): Promise<Answered> {
  const rules = httpRules(access);
  const proof = await authorisation(access);
  const body =
    question.request.body === undefined
      ? undefined
      : filledJson(question.request.body, access, question.values);
  const response = await access.http.send({
    method: question.request.method ?? 'GET',
    url: question.url,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headersOf(access, { ...rules.headers, ...question.request.headers }, question.values),
      ...proof,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
    timeoutMs: rules.timeoutSeconds * 1000,
    maxBytes: rules.maxBytes,
  });
  return { response, json: jsonIn(response) };
}

function headersOf(
  access: ErpAccess,
  templates: Readonly<Record<string, string>>,
  values: TemplateValues,
): Record<string, string> {
  const entries = Object.entries(templates);
  return Object.fromEntries(
    entries.map(([name, template]) => [name.toLowerCase(), filled(template, access, values)]),
  );
}

function jsonIn({ body }: HttpResponse): JsonValue | undefined {
  const parsed = parseLossless(body);
  return parsed.ok ? parsed.value : undefined;
}

function replyOf(access: ErpAccess, answered: Answered): Reply {
  const meaning = meaningOf(answered, httpRules(access));
  if (meaning === 'gone') return { gone: true };
  if (meaning !== 'ok') throw errorOf(answered, httpRules(access), access.http.now());
  if (answered.json !== undefined) return { gone: false, json: answered.json };
  if (answered.response.body.byteLength === 0) return { gone: false, json: null };
  // A page of a proxy, or an answer that was cut: the same request may work later.
  throw new ErpUnavailableError(
    `The ERP answered ${answered.response.status} with a body that is no JSON. It is tried again.`,
  );
}
