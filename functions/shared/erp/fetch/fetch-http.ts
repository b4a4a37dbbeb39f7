import { ErpRejectedError, ErpUnavailableError } from '../../../../domain/errors.ts';
import type { HttpPort, HttpRequest, HttpResponse } from './http-port.ts';

export interface HttpOptions {
  /** Hosts (`name` or `name:port`) that may be reached without TLS; the embedded cloud's own address, nothing in AWS. */
  readonly plainHosts: readonly string[];
  readonly now?: () => number;
}

/** The real way to the ERP: TLS, no redirects, a time limit, and an answer of limited size. */
export function fetchHttp({ plainHosts, now = Date.now }: HttpOptions): HttpPort {
  return {
    now,
    async send(request) {
      assertSafe(request.url, plainHosts);
      return answerOf(request);
    },
  };
}

function assertSafe(url: URL, plainHosts: readonly string[]): void {
  const isPlain =
    url.protocol === 'http:' && (plainHosts.includes(url.host) || plainHosts.includes(url.hostname));
  if (url.protocol !== 'https:' && !isPlain)
    throw new ErpRejectedError(`${url.origin} is not encrypted; enter an address that starts with https://.`);
  if (url.username !== '' || url.password !== '')
    throw new ErpRejectedError('The address holds a user name; put credentials into the secret instead.');
}

/** The time limit covers the body too: a server that drips bytes is as silent as one that sends none. */
async function answerOf(request: HttpRequest): Promise<HttpResponse> {
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: request.headers,
      ...(request.body === undefined ? {} : { body: request.body }),
      redirect: 'manual',
      signal: AbortSignal.timeout(request.timeoutMs),
    });
    const body = await limitedBody(response, request.maxBytes);
    return { status: response.status, headers: Object.fromEntries(response.headers), body };
  } catch (error) {
    if (error instanceof ErpRejectedError) throw error;
    throw new ErpUnavailableError(`${request.url.host} did not answer: ${causeOf(error)}.`, { cause: error });
  }
}

async function limitedBody(response: Response, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += (chunk as Uint8Array).byteLength; // the fetch standard: a body streams byte arrays
    if (size > maxBytes)
      throw new ErpRejectedError(`The ERP's answer is larger than ${maxBytes} bytes; ask for smaller pages.`);
    chunks.push(chunk as Uint8Array);
  }
  return Buffer.concat(chunks);
}

/** Network errors hide their reason in the cause. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message || error.cause.name : error.message;
}
