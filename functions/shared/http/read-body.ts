import type * as z from 'zod';
import { HttpProblem } from './problem.ts';
import { fieldProblems } from '../../../domain/text/field-problems.ts';

export interface RawBody {
  readonly text: string | undefined;
  readonly isBase64: boolean;
  readonly contentType: string | undefined;
}

/** Enough for any record of this API; deliveries come through the Webhook API. */
export const defaultBodyLimit = 1_048_576;

/** The body as the route's schema sees it; whatever was sent, the answer is a problem, never a crash. */
export function readBody(raw: RawBody, schema: z.ZodType, limit = defaultBodyLimit): unknown {
  const text = decodeBody(raw, limit);
  if (text.trim() === '') return parseWith(schema, undefined);
  assertJson(raw.contentType);
  return parseWith(schema, wellFormed(parseJson(text), text));
}

/** The escape of half a surrogate pair: people may send it for whole ones, JSON.stringify writes it for lone ones only. */
const HALF = /(?<!\\)(?:\\\\)*\\ud[89a-f]/i;

/** Half a character becomes another one when it is stored: what is compared later would differ from what was sent. */
function wellFormed(value: unknown, text: string): unknown {
  if (!HALF.test(text) || !HALF.test(JSON.stringify(value))) return value;
  throw new HttpProblem('malformed-request', 'A text of the body holds half a character, a lone surrogate.');
}

function decodeBody(raw: RawBody, limit = defaultBodyLimit): string {
  const bytes = Buffer.from(raw.text ?? '', raw.isBase64 ? 'base64' : 'utf8');
  if (bytes.length > limit) throw new HttpProblem('too-large', `The body may have at most ${limit} bytes.`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new HttpProblem('malformed-request', 'The body is not valid UTF-8.', { cause });
  }
}

function assertJson(contentType = ''): void {
  const mediaType = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (mediaType === 'application/json' || /^application\/[\w.-]+\+json$/.test(mediaType)) return;
  throw new HttpProblem('unsupported-media-type', 'Send the body with "Content-Type: application/json".', {
    headers: { accept: 'application/json' },
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new HttpProblem('malformed-request', `The body is not JSON: ${messageOf(cause)}`, { cause });
  }
}

/** V8 quotes a piece of the text in its message; only the part before it is repeated. */
const messageOf = (cause: unknown): string =>
  cause instanceof Error ? (cause.message.split(/,? ("|\.\.\.)/)[0] ?? '').slice(0, 200) : 'unreadable';

function parseWith(schema: z.ZodType, value: unknown): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new HttpProblem('invalid-body', 'See errors for each field and what is wrong with it.', {
    errors: fieldProblems(result.error, schema),
  });
}
