import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../clock.ts';
import { jsonAnswer, writeAnswer, type HttpAnswer } from '../http/answer.ts';
import { listen, type ListeningServer } from '../http/listen.ts';
import { readBody } from '../http/read-body.ts';
import type { Outcome } from '../lambda/outcome.ts';
import type { HttpApiSpec } from './api-spec.ts';
import { corsHeaders, isPreflight, preflightHeaders } from './cors.ts';
import { functionAnswer, internalServerError } from './function-answer.ts';
import { authorize, type AuthorizerVerdict, type IssuerKeys } from './jwt-authorizer.ts';
import { requestEvent, splitUrl } from './request-event.ts';
import { routeTable, type RouteMatch } from './route-table.ts';

export interface HttpApiPorts {
  readonly clock: Clock;
  readonly keysOf: IssuerKeys;
  invoke(functionArn: string, event: unknown): Promise<Outcome>;
}

const LARGEST_BODY = 10 * 1024 * 1024;
/** What an invocation may carry; the event around the body and its escaping count. */
const LARGEST_EVENT = 6 * 1024 * 1024;

const tooLarge = (): HttpAnswer =>
  jsonAnswer(413, { message: 'Request Entity Too Large' }, { connection: 'close' });

/** One HTTP API: it listens at once, and answers 503 until its routes are known. */
export class HttpApiServer {
  readonly #ports: HttpApiPorts;
  #server: ListeningServer | undefined;
  #spec: HttpApiSpec | undefined;
  #find: ReturnType<typeof routeTable> = () => undefined;
  #requests = 0;

  constructor(ports: HttpApiPorts) {
    this.#ports = ports;
  }

  get endpoint(): string {
    if (!this.#server) throw new Error('The HTTP API does not listen yet.');
    return this.#server.endpoint;
  }

  get requests(): number {
    return this.#requests;
  }

  async listen(port: number): Promise<void> {
    this.#server = await listen((request, response) => void this.#serve(request, response), port);
  }

  open(spec: HttpApiSpec): void {
    this.#find = routeTable(spec.routes);
    this.#spec = spec;
  }

  async close(): Promise<void> {
    await this.#server?.close();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#requests += 1;
    try {
      const answer = await this.#answer(request);
      const cors = corsHeaders(this.#spec?.cors, request.headers.origin);
      writeAnswer(response, { ...answer, headers: { ...answer.headers, ...cors } });
    } catch (error) {
      // A caller that hung up while sending has no one left to answer.
      if (request.errored) return;
      process.emitWarning(error instanceof Error ? error : String(error));
      writeAnswer(response, internalServerError());
    }
  }

  async #answer(request: IncomingMessage): Promise<HttpAnswer> {
    const spec = this.#spec;
    if (!spec) return jsonAnswer(503, { message: 'Service Unavailable' });
    if (isPreflight(spec.cors, request)) {
      return { status: 204, headers: preflightHeaders(spec.cors, request.headers.origin ?? ''), body: '' };
    }
    const match = this.#find(request.method ?? '', splitUrl(request).path);
    if (!match) return jsonAnswer(404, { message: 'Not Found' });
    const verdict = await this.#verdict(match, request);
    if (verdict && !verdict.allowed) return refusal(verdict.status);
    return this.#integrate(spec, match, { request, verdict });
  }

  async #verdict({ route }: RouteMatch, request: IncomingMessage): Promise<AuthorizerVerdict | undefined> {
    if (!route.authorizer) return undefined;
    const { keysOf, clock } = this.#ports;
    return authorize(route.authorizer, request.headers.authorization, { keysOf, now: () => clock.now() });
  }

  async #integrate(
    spec: HttpApiSpec,
    match: RouteMatch,
    { request, verdict }: Authorized,
  ): Promise<HttpAnswer> {
    const body = await readBody(request, LARGEST_BODY);
    if (!body) return tooLarge();
    const jwt = verdict?.allowed ? { claims: verdict.claims, scopes: verdict.scopes } : undefined;
    const event = requestEvent({
      apiId: spec.apiId,
      now: this.#ports.clock.now(),
      request,
      body,
      match,
      jwt,
    });
    if (body.length > LARGEST_EVENT / 2 && JSON.stringify(event).length > LARGEST_EVENT) return tooLarge();
    const outcome = await within(match.route.timeoutMs, this.#ports.invoke(match.route.functionArn, event));
    if (!outcome) return jsonAnswer(503, { message: 'Service Unavailable' });
    return outcome.ok ? functionAnswer(outcome.payload) : internalServerError();
  }
}

interface Authorized {
  readonly request: IncomingMessage;
  readonly verdict: AuthorizerVerdict | undefined;
}

function refusal(status: 401 | 403): HttpAnswer {
  if (status === 403) return jsonAnswer(403, { message: 'Forbidden' });
  return jsonAnswer(401, { message: 'Unauthorized' }, { 'www-authenticate': 'Bearer' });
}

/** Undefined when the time is over first; API Gateway then answers and leaves the function running. */
function within<T>(milliseconds: number, work: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(undefined), milliseconds);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
