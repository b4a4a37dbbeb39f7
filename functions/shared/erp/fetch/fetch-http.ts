import { Agent as PlainAgent, request as plainRequest, type IncomingMessage } from 'node:http';
import { Agent, request as tlsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ErpRejectedError, ErpUnavailableError } from '../../../../domain/errors.ts';
import { addressFault, isOwnHost, type OwnHosts } from './address-fault.ts';
import type { HttpPort, HttpRequest, HttpResponse } from './http-port.ts';
import { publicLookup } from './public-lookup.ts';

export interface HttpOptions {
  /** Hosts that may be private and without TLS; the embedded cloud's own address, nothing in AWS. */
  readonly plainHosts: OwnHosts;
  readonly now?: () => number;
  readonly lookup?: LookupFunction;
}

/** The real way to the ERP: TLS, public addresses, no redirects, a time limit, and an answer of limited size. */
export function fetchHttp({ plainHosts, now = Date.now, lookup = publicLookup() }: HttpOptions): HttpPort {
  const agents = { 'http:': new PlainAgent({ keepAlive: true }), 'https:': new Agent({ keepAlive: true }) };
  return {
    now,
    async send(request) {
      const { url } = request;
      const fault = addressFault(url, plainHosts);
      if (fault !== undefined) throw new ErpRejectedError(`${url.origin} ${fault}.`);
      const agent = agents[url.protocol === 'http:' ? 'http:' : 'https:'];
      return answerOf(request, { agent, ...(isOwnHost(url, plainHosts) ? {} : { lookup }) });
    },
  };
}

interface Way {
  readonly agent: PlainAgent | false;
  readonly lookup?: LookupFunction;
}

/** The time limit covers the body too: a server that drips bytes is as silent as one that sends none. */
async function answerOf(request: HttpRequest, way: Way): Promise<HttpResponse> {
  try {
    const answer = await (request.method === 'GET' ? askedTwice(request, way) : headOf(request, fresh(way)));
    return {
      status: answer.statusCode ?? 0,
      headers: headersOf(answer),
      body: await limitedBody(answer, request.maxBytes),
    };
  } catch (error) {
    if (error instanceof ErpRejectedError) throw error;
    throw new ErpUnavailableError(`${request.url.host} did not answer: ${causeOf(error)}.`, { cause: error });
  }
}

/** What may change something takes no connection that the ERP may have closed meanwhile: nobody could say whether it arrived. */
const fresh = ({ lookup }: Way): Way => ({ agent: false, ...(lookup && { lookup }) });

/** A question may be asked again where a kept connection turns out to be closed, as after a function slept. */
const askedTwice = (request: HttpRequest, way: Way): Promise<IncomingMessage> =>
  headOf(request, way).catch((error: unknown) => {
    if (error instanceof StaleConnection) return headOf(request, fresh(way));
    throw error;
  });

class StaleConnection extends Error {}

const headOf = ({ url, method, headers, body, timeoutMs }: HttpRequest, way: Way): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const start = url.protocol === 'http:' ? plainRequest : tlsRequest;
    const signal = AbortSignal.timeout(timeoutMs);
    const sent = start(url, {
      ...way,
      method,
      signal,
      headers: { 'user-agent': 'orderseam', 'accept-encoding': 'gzip', ...headers, ...lengthOf(body) },
    });
    sent.on('response', resolve).on('error', (error) => {
      if (signal.aborted) reject(signal.reason as Error);
      else reject(sent.reusedSocket ? new StaleConnection(error.message, { cause: error }) : error);
    });
    sent.end(body);
  });

const lengthOf = (body: string | undefined): Record<string, number> =>
  body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };

const headersOf = ({ headersDistinct }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(headersDistinct).map(([name, values = []]) => [name, values.join(', ')]));

/** Counted as it is after unpacking, so that a small answer cannot become a large one. */
async function limitedBody(answer: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of unpacked(answer)) {
    size += chunk.byteLength;
    if (size > maxBytes)
      throw new ErpRejectedError(`The ERP's answer is larger than ${maxBytes} bytes; ask for smaller pages.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function unpacked(answer: IncomingMessage): AsyncIterable<Uint8Array> {
  const isPacked = answer.headers['content-encoding'] === 'gzip' && answer.statusCode !== 204;
  if (!isPacked) return answer as AsyncIterable<Uint8Array>; // without an encoding it streams bytes
  return pipeline(answer, createGunzip(), () => undefined) as AsyncIterable<Uint8Array>;
}

/** Network errors of several addresses hide their reason in the first. */
function causeOf(error: unknown): string {
  if (error instanceof AggregateError) return causeOf(error.errors[0]);
  return error instanceof Error ? error.message || error.name : String(error);
}
