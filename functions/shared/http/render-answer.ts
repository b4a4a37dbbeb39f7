import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Answer, FileAnswer, Page, RenderedAnswer } from './answer.ts';
import { sealCursor } from './cursor.ts';
import { entityTag, isNotModified } from './entity-tag.ts';
import type { HttpProblem } from './problem.ts';
import { problemDocument, problemMediaType } from './problem-document.ts';
import type { Returns } from './route.ts';

/** Where an answer came from, as far as its headers depend on it. */
export interface AnswerContext {
  readonly path: string;
  readonly rawQueryString: string;
  readonly cursorBinding: string;
}

export type AnyAnswer = Answer | Page<unknown> | FileAnswer | undefined;

const common = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

export function renderAnswer(answer: AnyAnswer, returns: Returns, context: AnswerContext): RenderedAnswer {
  if (answer && 'bytes' in answer) return renderFile(answer);
  if (answer && 'items' in answer)
    return 'lines' in returns ? renderLines(answer, context) : renderPage(answer, context);
  const status = answer?.status ?? statusOf(returns);
  const headers = { ...common, ...tagHeader(answer?.version), ...answer?.headers };
  if (answer?.body === undefined) return { status, headers, body: '' };
  return { status, headers: { ...headers, ...json }, body: JSON.stringify(answer.body) };
}

const json = { 'content-type': 'application/json; charset=utf-8' };

export function statusOf(returns: Returns): number {
  if ('nothing' in returns) return 204;
  return 'json' in returns ? (returns.status ?? 200) : 200;
}

function renderPage({ items, cursor }: Page<unknown>, context: AnswerContext): RenderedAnswer {
  const next = cursor === undefined ? null : sealCursor(cursor, context.cursorBinding);
  return {
    status: 200,
    headers: { ...common, ...json, ...linkTo(next, context) },
    body: JSON.stringify({ items, cursor: next }),
  };
}

export const linesMediaType = 'application/x-ndjson';

/** One JSON text per line; the link alone says where it goes on. */
function renderLines({ items, cursor }: Page<unknown>, context: AnswerContext): RenderedAnswer {
  const next = cursor === undefined ? null : sealCursor(cursor, context.cursorBinding);
  return {
    status: 200,
    headers: { ...common, 'content-type': linesMediaType, ...linkTo(next, context) },
    body: items.map((item) => `${JSON.stringify(item)}\n`).join(''),
  };
}

const linkTo = (next: string | null, context: AnswerContext) =>
  next === null ? {} : { link: `<${nextUrl(context, next)}>; rel="next"` };

function nextUrl({ path, rawQueryString }: AnswerContext, cursor: string): string {
  const parameters = new URLSearchParams(rawQueryString);
  parameters.set('cursor', cursor);
  return `${path}?${parameters.toString()}`;
}

const renderFile = ({ bytes, mediaType, version, headers, status }: FileAnswer): RenderedAnswer => ({
  status: status ?? 200,
  headers: { ...common, 'content-type': mediaType, ...tagHeader(version), ...headers },
  body: bytes,
});

const tagHeader = (version: Answer['version']): Record<string, string> =>
  version === undefined ? {} : { etag: entityTag(version) };

export const renderProblem = (problem: HttpProblem, instance: string): RenderedAnswer => ({
  status: problem.status,
  headers: { ...common, ...problem.headers, 'content-type': problemMediaType },
  body: JSON.stringify(problemDocument(problem, instance)),
});

/** A client that has this very version gets 304 instead of the same content again. */
export function withoutKnownContent(answer: RenderedAnswer, ifNoneMatch: string | undefined): RenderedAnswer {
  const tag = answer.headers.etag;
  if (answer.status !== 200 || tag === undefined || !isNotModified(ifNoneMatch, tag)) return answer;
  const headers = Object.fromEntries(
    Object.entries(answer.headers).filter(([name]) => name !== 'content-type'),
  );
  return { status: 304, headers, body: '' };
}

export function toGateway(answer: RenderedAnswer, method: string): APIGatewayProxyStructuredResultV2 {
  const isBinary = typeof answer.body !== 'string';
  return {
    statusCode: answer.status,
    headers: { ...answer.headers },
    body: method === 'HEAD' ? '' : textOf(answer.body),
    isBase64Encoded: isBinary && method !== 'HEAD',
  };
}

const textOf = (body: string | Uint8Array): string =>
  typeof body === 'string'
    ? body
    : Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('base64');
