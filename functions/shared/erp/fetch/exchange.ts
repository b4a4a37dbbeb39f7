import { parseLossless, type JsonValue } from '../lossless-json.ts';
import { authorisation } from './authorisation.ts';
import type { Question } from './ask.ts';
import type { Answered } from './classify-answer.ts';
import { httpRules, type ErpAccess } from './erp-access.ts';
import type { HttpRequest, HttpResponse } from './http-port.ts';
import { jsonText } from './json-text.ts';
import { quotedValues } from './quoting.ts';
import { signed } from './sign-request.ts';
import { filled, filledJson, type TemplateValues } from './template.ts';

/**
 * Fills a question's templates; nothing is sent. `body` takes the place of the template's: what comes from a mapping may hold braces of its
 * own, which are no placeholders.
 */
export function readied(access: ErpAccess, question: Question, body?: JsonValue): HttpRequest {
  const { request, url, values } = question;
  const rules = httpRules(access);
  const content = body ?? filledBody(access, question);
  const text = content === undefined ? undefined : jsonText(content, rules.numbers);
  return {
    method: request.method ?? 'GET',
    url,
    headers: {
      accept: 'application/json',
      ...(text === undefined ? {} : { 'content-type': 'application/json' }),
      ...headersOf(access, { ...rules.headers, ...request.headers }, values),
    },
    body: text,
    timeoutMs: rules.timeoutSeconds * 1000,
    maxBytes: rules.maxBytes,
  };
}

function filledBody(access: ErpAccess, { request, values }: Question): JsonValue | undefined {
  if (request.body === undefined) return undefined;
  return filledJson(request.body, access, quotedValues(access, request, values)) as JsonValue; // JSON in, JSON out
}

/** Proves who we are, sends, and reads the answer as far as it is JSON. */
export async function exchange(access: ErpAccess, ready: HttpRequest): Promise<Answered> {
  return send(access, await proven(access, ready));
}

/** With authentication and signature. Throws where there is no token: then nothing was sent. */
export async function proven(access: ErpAccess, ready: HttpRequest): Promise<HttpRequest> {
  const headers = { ...ready.headers, ...(await authorisation(access)) };
  return signed(access, { ...ready, headers });
}

export async function send(access: ErpAccess, request: HttpRequest): Promise<Answered> {
  const response = await access.http.send(request);
  return { response, json: jsonIn(response) };
}

/** Whether an answer says that the token we have is no longer taken; such a request was not processed. */
export function renewsAfter(access: ErpAccess, { response }: Answered): boolean {
  return response.status === 401 && httpRules(access).authentication.kind === 'oauth2-client-credentials';
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
