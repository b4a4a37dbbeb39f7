import type { IncomingMessage } from 'node:http';
import { jsonAnswer, type HttpAnswer } from '../../http/answer.ts';
import { FunctionNotFoundError, type LambdaRuntime } from '../index.ts';
import type { AsyncInvocations } from '../async-invocations.ts';
import type { Outcome } from '../outcome.ts';

export interface LambdaApi {
  readonly runtime: LambdaRuntime;
  readonly asynchronous: AsyncInvocations;
}

/** `POST /2015-03-31/functions/{name}/invocations`. */
const INVOCATIONS = /^\/2015-03-31\/functions\/([^/?]+)\/invocations(?:\?.*)?$/;
const LARGEST_PAYLOAD = 6 * 1024 * 1024;

/** Undefined when the request is not one of the Lambda API. */
export async function answerInvoke(
  api: LambdaApi,
  request: IncomingMessage,
  body: Buffer,
): Promise<HttpAnswer | undefined> {
  const name = INVOCATIONS.exec(request.url ?? '')?.[1];
  if (name === undefined || request.method !== 'POST') return undefined;
  try {
    return await invoke(api, decodeURIComponent(name), { headers: request.headers, body });
  } catch (error) {
    if (error instanceof FunctionNotFoundError) return refusal(404, error.name, error.message);
    throw error;
  }
}

interface InvokeRequest {
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

async function invoke(
  { runtime, asynchronous }: LambdaApi,
  name: string,
  request: InvokeRequest,
): Promise<HttpAnswer> {
  const eventText = request.body.length === 0 ? '{}' : request.body.toString('utf8');
  const refused = refusalOf(eventText, request.body.length);
  if (refused) return refused;
  runtime.spec(name);
  switch (request.headers['x-amz-invocation-type']) {
    case 'DryRun':
      return { status: 204, headers: {}, body: '' };
    case 'Event':
      asynchronous.accept(name, eventText);
      return { status: 202, headers: {}, body: '' };
    default:
      return synchronous(runtime, name, { eventText, tail: request.headers['x-amz-log-type'] === 'Tail' });
  }
}

async function synchronous(
  runtime: LambdaRuntime,
  name: string,
  { eventText, tail }: { eventText: string; tail: boolean },
): Promise<HttpAnswer> {
  const outcome = await runtime.invoke(name, { eventText });
  const log = tail
    ? { 'x-amz-log-result': Buffer.from(runtime.logTail(name).slice(-4096)).toString('base64') }
    : {};
  const failed = outcome.ok ? {} : { 'x-amz-function-error': 'Unhandled' };
  const headers = {
    'content-type': 'application/json',
    'x-amz-executed-version': '$LATEST',
    ...log,
    ...failed,
  };
  return {
    status: 200,
    headers: { ...headers, 'x-amzn-requestid': outcome.requestId },
    body: payloadOf(outcome),
  };
}

function payloadOf(outcome: Outcome): string {
  return outcome.ok ? outcome.payload : JSON.stringify(outcome.error);
}

function refusalOf(eventText: string, size: number): HttpAnswer | undefined {
  if (size > LARGEST_PAYLOAD) {
    return refusal(
      413,
      'RequestTooLargeException',
      `The payload has ${size} bytes; ${LARGEST_PAYLOAD} are allowed.`,
    );
  }
  try {
    JSON.parse(eventText);
    return undefined;
  } catch (error) {
    return refusal(
      400,
      'InvalidRequestContentException',
      `Could not parse request body into json: ${String(error)}`,
    );
  }
}

function refusal(status: number, code: string, message: string): HttpAnswer {
  return jsonAnswer(status, { Type: 'User', Message: message }, { 'x-amzn-errortype': code });
}
