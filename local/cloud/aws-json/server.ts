import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { listen, type ListeningServer } from '../http/listen.ts';
import { readBody } from '../http/read-body.ts';
import { AwsError } from './aws-error.ts';

/** Answers one action. The signal aborts when the caller hangs up, for actions that wait. */
export type Action = (input: unknown, signal: AbortSignal) => unknown;

/** A service that speaks AWS JSON: POST /, the action in `X-Amz-Target: <target>.<Action>`, JSON both ways. */
export interface AwsJsonApi {
  readonly target: string;
  readonly version: '1.0' | '1.1';
  readonly largestBody: number;
  /** How the service calls an input that does not parse. */
  readonly invalidInputCode: string;
  readonly actions: Readonly<Record<string, Action>>;
}

export function startAwsJsonServer(api: AwsJsonApi, port = 0): Promise<ListeningServer> {
  return listen((request, response) => void answer(api, request, response), port);
}

async function answer(api: AwsJsonApi, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const hangUp = new AbortController();
  response.once('close', () => hangUp.abort(new Error('The caller hung up.')));
  try {
    const action = actionOf(api, request);
    const input = parseBody(api, await readBody(request, api.largestBody));
    send(api, response, { status: 200, body: (await action(input, hangUp.signal)) ?? {} });
  } catch (error) {
    if (!hangUp.signal.aborted) sendError(api, response, asAwsError(api, error));
  }
}

function actionOf(api: AwsJsonApi, request: IncomingMessage): Action {
  const [target, name = ''] = String(request.headers['x-amz-target'] ?? '').split('.');
  const action = target === api.target && Object.hasOwn(api.actions, name) ? api.actions[name] : undefined;
  if (action) return action;
  throw new AwsError('UnknownOperationException', `The embedded ${api.target} does not know '${name}'.`);
}

function parseBody(api: AwsJsonApi, body: Buffer | undefined): unknown {
  if (!body) throw new AwsError('RequestEntityTooLarge', `A request may have ${api.largestBody} bytes.`, 413);
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch (cause) {
    throw new AwsError('SerializationException', `The request is no JSON: ${String(cause)}`);
  }
}

/** An error nobody named is a bug of the emulator: it is shown in full to whoever called. */
function asAwsError(api: AwsJsonApi, error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  if (error instanceof z.ZodError) return new AwsError(api.invalidInputCode, z.prettifyError(error));
  return new AwsError(
    'InternalFailure',
    error instanceof Error ? (error.stack ?? error.message) : String(error),
    500,
  );
}

function sendError(api: AwsJsonApi, response: ServerResponse, error: AwsError): void {
  send(api, response, { status: error.status, body: { __type: error.code, message: error.message } });
}

function send(api: AwsJsonApi, response: ServerResponse, answer: { status: number; body: unknown }): void {
  const body = JSON.stringify(answer.body);
  response.writeHead(answer.status, {
    'content-type': `application/x-amz-json-${api.version}`,
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}
