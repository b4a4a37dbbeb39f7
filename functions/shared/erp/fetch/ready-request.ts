import { withValueAt } from '../json/with-value-at.ts';
import { isJsonObject, type JsonValue } from '../lossless-json.ts';
import type { Question } from './ask.ts';
import { withoutSecrets } from './credentials.ts';
import { httpRules, type ErpAccess } from './erp-access.ts';
import type { HttpRequest } from './http-port.ts';
import { jsonText } from './json-text.ts';
import { quotedValues } from './quoting.ts';
import { filled, filledJson, type TemplateValues } from './template.ts';

/**
 * Fills a question's templates; nothing is sent. `body` takes its place inside the template's, or the place of it: what comes from a mapping may
 * hold braces of its own, which are no placeholders.
 */
export function readied(access: ErpAccess, question: Question, body?: JsonValue): HttpRequest {
  const { request, url, values } = question;
  const rules = httpRules(access);
  const content = bodyOf(access, question, body);
  const shown = (said: string): string => withoutSecrets(said, access);
  const text = content === undefined ? undefined : jsonText(content, rules.numbers, shown);
  return {
    method: request.method ?? 'GET',
    url,
    headers: {
      accept: 'application/json',
      ...(text === undefined ? {} : { 'content-type': 'application/json' }),
      ...filledHeaders(access, { ...rules.headers, ...request.headers }, values),
    },
    body: text,
    timeoutMs: rules.timeoutSeconds * 1000,
    maxBytes: rules.maxBytes,
  };
}

function bodyOf(access: ErpAccess, question: Question, mapped: JsonValue | undefined): JsonValue | undefined {
  const { into } = question.request;
  if (mapped !== undefined && into === undefined) return mapped;
  const template = filledBody(access, question);
  if (mapped === undefined || into === undefined || !isJsonObject(template)) return template;
  return withValueAt(template, into, mapped);
}

function filledBody(access: ErpAccess, { request, values }: Question): JsonValue | undefined {
  if (request.body === undefined) return undefined;
  return filledJson(request.body, access, quotedValues(access, request, values)) as JsonValue; // JSON in, JSON out
}

export function filledHeaders(
  access: ErpAccess,
  templates: Readonly<Record<string, string>>,
  values: TemplateValues,
): Record<string, string> {
  const entries = Object.entries(templates);
  return Object.fromEntries(
    entries.map(([name, template]) => [name.toLowerCase(), filled(template, access, values)]),
  );
}
