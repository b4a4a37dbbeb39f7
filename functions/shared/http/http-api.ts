import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { RenderedAnswer } from './answer.ts';
import { compressAnswer } from './compress-answer.ts';
import { assertIdempotencyKey, idempotentRequest, onlyOnce, type RequestMemory } from './idempotency.ts';
import { HttpProblem } from './problem.ts';
import { problemOf } from './problem-of.ts';
import { cursorBinding } from './read-query.ts';
import { lowerCaseNames, readRequest, requestPath, type HttpEvent } from './read-request.ts';
import { renderAnswer, renderProblem, toGateway, withoutKnownContent } from './render-answer.ts';
import { routerSource, type RouteSource } from './route-source.ts';
import type { RouteRequest } from './route.ts';
import type { Match } from './router.ts';

export interface HttpApiOptions<Ports> {
  readonly ports: Ports;
  readonly memory: RequestMemory;
  /** Called with what nobody foresaw; the client gets a 500 without details. */
  readonly reportBug: (error: unknown, request: { method: string; path: string }) => void;
}

export type HttpApi = (event: HttpEvent) => Promise<APIGatewayProxyStructuredResultV2>;

/** An HTTP API of routes. Whatever a client sends is answered; only a bug of ours is a 500. */
export function createHttpApi<Ports>(routes: RouteSource<Ports>, options: HttpApiOptions<Ports>): HttpApi {
  const routerFor = routerSource(routes);
  return async (event) => {
    const { method } = event.requestContext.http;
    const path = requestPath(event);
    try {
      const findRoute = await routerFor(path);
      const answer = await answerMatch(event, findRoute(method, path), options);
      return toGateway(await finished(answer, event), method);
    } catch (error) {
      return toGateway(
        renderProblem(problemOf(error) ?? bug(error, { method, path }, options), path),
        method,
      );
    }
  };
}

function finished(answer: RenderedAnswer, event: HttpEvent): Promise<RenderedAnswer> {
  const headers = lowerCaseNames(event.headers);
  return compressAnswer(withoutKnownContent(answer, headers['if-none-match']), headers['accept-encoding']);
}

function bug<Ports>(
  error: unknown,
  request: { method: string; path: string },
  options: HttpApiOptions<Ports>,
) {
  options.reportBug(error, request);
  return new HttpProblem('unexpected', 'It was recorded; nothing is needed from you but patience.', {
    cause: error,
  });
}

async function answerMatch<Ports>(
  event: HttpEvent,
  match: Match<Ports>,
  options: HttpApiOptions<Ports>,
): Promise<RenderedAnswer> {
  const request = readRequest(event, match);
  const work = () => perform(event, { match, request }, options.ports);
  const key = request.headers['idempotency-key'];
  if (key === undefined || match.route.method !== 'POST') return work();
  assertIdempotencyKey(key);
  const parts = [event.rawPath, event.rawQueryString, event.body ?? '', request.headers['if-match'] ?? ''];
  return onlyOnce(options.memory, idempotentRequest(request.caller, key, parts), work);
}

async function perform<Ports>(
  event: HttpEvent,
  { match, request }: { match: Match<Ports>; request: RouteRequest },
  ports: Ports,
): Promise<RenderedAnswer> {
  const query = request.query as Record<string, unknown>;
  return renderAnswer(await match.route.handle(request, ports), match.route.returns, {
    path: requestPath(event),
    rawQueryString: event.rawQueryString,
    cursorBinding: cursorBinding(request.caller.company, event.rawPath, query),
  });
}
