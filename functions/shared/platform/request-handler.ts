import { Agent as HttpAgent, request as requestByHttp, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as requestByHttps } from 'node:https';

/** A signed request as the SDK hands it over; our clients send no streams. */
interface SignedRequest {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** Connections at a time, as in the SDK's own handler. */
const agentOptions = { keepAlive: true, maxSockets: 50 };

/**
 * Sends the requests of the SDK, for all its clients over the same connections. The SDK's own handler sets timers for each request and copies
 * each answer through two streams, half of what a request costs; this one does neither. Answers are handed on whole; what is read by GET, objects only,
 * as the stream it is.
 */
export function requestHandler() {
  const plain = { agent: new HttpAgent(agentOptions), send: requestByHttp };
  const secure = { agent: new HttpsAgent(agentOptions), send: requestByHttps };
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    handle: (request: SignedRequest) =>
      new Promise<Answered>((resolve, reject) => {
        const { agent, send } = request.protocol === 'https:' ? secure : plain;
        send({ ...optionsOf(request), agent }, (response) => {
          answerOf(request, response).then(resolve, reject);
        })
          .on('error', (error) => reject(recognisable(error)))
          .end(request.body);
      }),
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
    destroy() {
      plain.agent.destroy();
      secure.agent.destroy();
    },
  };
}

const optionsOf = ({ hostname, port, method, headers, path, query }: SignedRequest) => ({
  host: hostname,
  path: path + queryText(query),
  ...{ port, method, headers },
});

function queryText(query: SignedRequest['query']): string {
  const pairs = Object.entries(query).flatMap(([name, values]) =>
    [values ?? ''].flat().map((value) => `${escaped(name)}=${escaped(value)}`),
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

/** What a signature covers is encoded by RFC 3986, which leaves fewer characters as they are. */
const escaped = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

interface Answered {
  readonly response: {
    readonly statusCode: number;
    readonly reason: string | undefined;
    readonly headers: Record<string, string>;
    readonly body: Buffer | IncomingMessage;
  };
}

async function answerOf({ method }: SignedRequest, response: IncomingMessage): Promise<Answered> {
  const { statusCode = -1, statusMessage, headers } = response;
  const body = method === 'GET' ? response : await wholeOf(response);
  return { response: { statusCode, reason: statusMessage, headers: textsOf(headers), body } };
}

const wholeOf = (response: IncomingMessage): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    response
      .on('data', (part: Buffer) => parts.push(part))
      .on('end', () => resolve(Buffer.concat(parts)))
      .on('error', (error) => reject(recognisable(error)));
  });

function textsOf(headers: IncomingMessage['headers']): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const name in headers) texts[name] = String(headers[name]);
  return texts;
}

const LOST_CONNECTION = ['ECONNRESET', 'EPIPE', 'ETIMEDOUT'];

/** By this name the SDK knows a connection that was lost on the way, and tries again. */
const recognisable = (error: Error & { readonly code?: string }): Error =>
  LOST_CONNECTION.includes(error.code ?? '') ? Object.assign(error, { name: 'TimeoutError' }) : error;
