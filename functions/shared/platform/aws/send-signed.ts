import { hash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { sharedRequestHandler } from '../client-settings.ts';
import { signedMoment, signer } from './signature.ts';

/** A service and where it answers; `told` is another address that the environment names. */
export interface AwsPlace {
  readonly service: string;
  readonly region: string;
  readonly url: URL;
}

export interface ToSend {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  /** Beside those that every request has; all of them are signed. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** `name` is the service's own code, as with errors of the SDK; what a service says quotes nothing that others sent. */
export class AwsRefusedError extends Error {
  override readonly name: string;
  readonly $metadata: { readonly httpStatusCode: number };
  readonly #answer: string;
  constructor(code: string, message: string, { status, text }: { status: number; text: string }) {
    super(message);
    this.name = code;
    this.$metadata = { httpStatusCode: status };
    this.#answer = text;
  }

  /** All that came back. Not a member: a table quotes what is stored, which has no business in a log. */
  answer(): string {
    return this.#answer;
  }
}

/** As often and as patiently as the SDK. */
const MOST_TRIES = 3;
const FIRST_PAUSE_MS = 100;
const THROTTLED_PAUSE_MS = 500;

/**
 * Sends signed requests and answers with the body that came back. For the few requests that every delivery makes: the SDK takes three times the CPU
 * for the same, and its clients are half of what a function would load before its first call.
 */
export function signedSender(
  place: AwsPlace,
  environment = process.env,
): (request: ToSend) => Promise<Buffer> {
  const send = sendOnce(place, environment);
  return async (request) => {
    for (let tries = 1; ; tries += 1) {
      const result = await send(request).then(
        (bytes) => ({ bytes }),
        (error: unknown) => ({ error }),
      );
      if ('bytes' in result) return result.bytes;
      const pauseMs = pauseAfter(result.error);
      if (pauseMs === undefined || tries === MOST_TRIES) throw result.error;
      await pause(Math.random() * pauseMs * 2 ** (tries - 1));
    }
  };
}

function sendOnce({ service, region, url }: AwsPlace, environment: NodeJS.ProcessEnv) {
  const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } = environment;
  const sign = signer({ region, service }, { accessKeyId, secretAccessKey });
  const address = {
    protocol: url.protocol,
    hostname: url.hostname,
    ...(url.port && { port: Number(url.port) }),
  };
  const token = environment.AWS_SESSION_TOKEN;
  const fixed = { host: url.host, ...(token && { 'x-amz-security-token': token }) };
  return async ({ method, path, headers, body }: ToSend): Promise<Buffer> => {
    const bodyHash = hash('sha256', body);
    const signed = {
      ...headers,
      ...fixed,
      'x-amz-content-sha256': bodyHash,
      'x-amz-date': signedMoment(Date.now()),
    };
    const authorization = sign({ method, path, headers: signed, bodyHash });
    const length = String(Buffer.byteLength(body));
    const request = { ...address, method, path, query: {}, body };
    const { response } = await sharedRequestHandler.handle({
      ...request,
      headers: { ...signed, authorization, 'content-length': length },
    });
    const bytes = Buffer.isBuffer(response.body) ? response.body : await buffer(response.body);
    if (response.statusCode >= 300) throw refusal(response.statusCode, bytes.toString());
    return bytes;
  };
}

/** Services that speak JSON name the code in `__type`, after its shape; the archive speaks XML. */
function refusal(status: number, text: string): AwsRefusedError {
  const code = /"__type"\s*:\s*"(?:[^"#]*#)?([^"]+)"|<Code>([^<]+)</.exec(text);
  const message = /"[mM]essage"\s*:\s*"([^"]*)"|<Message>([^<]*)</.exec(text);
  return new AwsRefusedError(
    code?.[1] ?? code?.[2] ?? 'UnknownError',
    message?.[1] ?? message?.[2] ?? `HTTP ${status}`,
    { status, text },
  );
}

const throttled = /Throttl|LimitExceeded|TooManyRequests|SlowDown|RequestLimit/;

/** Undefined: trying again would not help. */
function pauseAfter(error: unknown): number | undefined {
  if (!(error instanceof AwsRefusedError)) return FIRST_PAUSE_MS;
  const { httpStatusCode } = error.$metadata;
  if (httpStatusCode === 429 || throttled.test(error.name)) return THROTTLED_PAUSE_MS;
  return httpStatusCode >= 500 ? FIRST_PAUSE_MS : undefined;
}
