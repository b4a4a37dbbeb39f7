import fc from 'fast-check';
import { readRequest } from '../../../functions/receive-delivery/read-request.ts';
import type { RawRequest } from '../../../functions/shared/erp/types.ts';
import { anHttpEvent } from '../http/http-event.ts';
import { anyText, standardBody } from './any-body.ts';
import { DOOR_NOW } from './door.ts';
import { signedRequest, signingKeys, type Sent } from './signed-request.ts';

type Headers = Readonly<Record<string, string>>;

/** Headers that decide nothing: neither whether a request is authentic nor what it says. */
export const idleHeaders: fc.Arbitrary<Headers> = fc.dictionary(
  fc.oneof(
    fc.constantFrom('content-type', 'Content-Type', 'content-encoding', 'authorization', 'cookie', 'x-'),
    fc.constantFrom('__proto__', 'constructor', 'webhook-note', 'User-Agent', 'ce-id', 'x-api-key'),
    fc.string({ unit: 'grapheme-ascii', maxLength: 8 }).map((text) => `x-${text}`),
  ),
  fc.oneof(
    anyText,
    fc.constantFrom('application/json', 'text/plain;charset=utf-16', 'x'.repeat(700), '\uffff'),
  ),
  { maxKeys: 4 },
);

export interface Arrival extends Pick<RawRequest, 'headers' | 'body'> {
  readonly method?: string;
  readonly connectionId: string;
  readonly query?: Headers;
}

/** A request as it reaches the use case: through the gateway's event, which travels as JSON. */
export function arriving({ method = 'POST', connectionId, headers, body, query = {} }: Arrival): RawRequest {
  const event = {
    ...anHttpEvent(method, `/hooks/${connectionId}`, { headers: { ...headers } }),
    queryStringParameters: query,
    body: Buffer.from(body).toString('base64'),
    isBase64Encoded: true,
  };
  return readRequest(JSON.parse(JSON.stringify(event)) as typeof event);
}

export const signed = (sent: Partial<Sent> & Pick<Sent, 'body'>): RawRequest =>
  signedRequest({ nowMs: DOOR_NOW, ...sent });

/** The request's own headers go before the idle ones. */
export const withHeaders = (idle: Headers, request: RawRequest): RawRequest => ({
  ...request,
  headers: { ...idle, ...request.headers },
});

const SIGNATURE = 'webhook-signature';
const outsideTheWindow = fc.integer({ min: 301, max: 10 ** 9 });

/** Each is something that only who lacks the key would send, or who sends it too late. */
const forgery: fc.Arbitrary<Omit<Sent, 'body' | 'nowMs'>> = fc.oneof(
  fc.constantFrom<Omit<Sent, 'body' | 'nowMs'>[]>(
    { key: signingKeys.foreign },
    { key: '' },
    { headers: { [SIGNATURE]: undefined } },
    { headers: { 'webhook-id': 'msg_0002' } },
    { headers: { 'webhook-timestamp': undefined } },
  ),
  outsideTheWindow.map((ageSeconds) => ({ ageSeconds })),
  outsideTheWindow.map((ageSeconds) => ({ ageSeconds: -ageSeconds })),
  anyText.map((text) => ({ headers: { [SIGNATURE]: `v1,${text}` } })),
  fc
    .base64String({ minLength: 44, maxLength: 44 })
    .map((text) => ({ headers: { [SIGNATURE]: `v1,${text}` } })),
  anyText.map((text) => ({ headers: { 'webhook-timestamp': `${text}.` } })),
);

const forged = fc.tuple(standardBody, forgery).map(([body, without]) => signed({ body, ...without }));

/** A true signature over a body to which something was added on the way. */
const tampered = fc
  .tuple(standardBody, fc.uint8Array({ minLength: 1, maxLength: 3 }))
  .map(([body, more]) => ({ ...signed({ body }), body: Buffer.concat([body, more]) }));

export const unauthenticRequest = fc.oneof({ weight: 4, arbitrary: forged }, tampered);
