import { request as outgoing, type IncomingMessage, type ServerResponse } from 'node:http';
import { jsonAnswer, writeAnswer } from '../http/answer.ts';
import { listen, type ListeningServer } from '../http/listen.ts';
import { readBody } from '../http/read-body.ts';
import type { Identity } from '../identity/index.ts';
import { answerInvoke, type LambdaApi } from '../lambda/api/invoke.ts';

export interface GatewayOptions {
  readonly port: number;
  readonly lambda: LambdaApi;
  readonly identity: Identity;
  /** Service endpoints by the first part of `X-Amz-Target`. */
  readonly targets: Readonly<Record<string, string>>;
  /** Where everything without a target goes: S3 has none. */
  readonly s3: string;
}

const LARGEST_BODY = 64 * 1024 * 1024;

/**
 * One address for all services, for people and tools (`AWS_ENDPOINT_URL`): it answers for Lambda and the issuer
 * itself and hands everything else on. Functions know each service's own address and do not come this way.
 */
export async function startGateway(options: GatewayOptions): Promise<ListeningServer> {
  const gateway = await listen((request, response) => {
    answer(options, { request, response, endpoint: gateway.endpoint }).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      writeAnswer(response, jsonAnswer(502, { __type: 'ServiceUnavailable', message }));
    });
  }, options.port);
  return gateway;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly endpoint: string;
}

async function answer(options: GatewayOptions, { request, response, endpoint }: Exchange): Promise<void> {
  const body = await readBody(request, LARGEST_BODY);
  if (!body) return writeAnswer(response, jsonAnswer(413, { __type: 'RequestTooLarge' }));
  const path = (request.url ?? '/').replace(/\?.*$/, '');
  const own = options.identity.answer(path, endpoint) ?? (await answerInvoke(options.lambda, request, body));
  if (own) return writeAnswer(response, own);
  await handOn(endpointFor(options, request), { request, response, body });
}

function endpointFor({ targets, s3 }: GatewayOptions, request: IncomingMessage): string {
  const target = request.headers['x-amz-target'];
  if (typeof target !== 'string') return s3;
  const name = target.split('.')[0] ?? '';
  const endpoint = targets[name];
  if (endpoint === undefined) throw new Error(`The embedded cloud has no service ${name}.`);
  return endpoint;
}

interface Passing {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: Buffer;
}

function handOn(endpoint: string, { request, response, body }: Passing): Promise<void> {
  const { method, headers, url } = request;
  return new Promise((resolve, reject) => {
    const passed = outgoing(new URL(url ?? '/', endpoint), { method, headers }, (answered) => {
      response.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(response).once('finish', resolve).once('error', reject);
    });
    passed.once('error', reject);
    passed.end(body);
  });
}
