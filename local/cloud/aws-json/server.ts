import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as z from 'zod';
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

export interface RunningServer {
  readonly endpoint: string;
  close(): Promise<void>;
}

/** Longer than any client keeps an idle connection, so that the client is the one who closes it. */
const KEEP_ALIVE_MS = 120_000;

export async function startAwsJsonServer(api: AwsJsonApi, port = 0): Promise<RunningServer> {
  const server = createServer((request, response) => void answer(api, request, response));
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await listen(server, port);
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => close(server),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function answer(api: AwsJsonApi, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const hangUp = new AbortController();
  response.once('close', () => hangUp.abort(new Error('The caller hung up.')));
  try {
    const action = actionOf(api, request);
    const input = parseBody(await readBody(request, api.largestBody));
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

function readBody(request: IncomingMessage, largest: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= largest) chunks.push(chunk);
    });
    request.once('end', () => {
      if (size <= largest) return resolve(Buffer.concat(chunks));
      reject(new AwsError('RequestEntityTooLarge', `A request may have ${largest} bytes.`, 413));
    });
    request.once('error', reject);
  });
}

function parseBody(body: Buffer): unknown {
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
