import { createHmac } from 'node:crypto';
import type { RawRequest } from '../../../functions/shared/erp/types.ts';

export const signingKeys = {
  current: 'whsec_Y3VycmVudC1rZXktb2YtdGhlLWRlbW8tc2VuZGVy',
  previous: 'whsec_cHJldmlvdXMta2V5LW9mLXRoZS1kZW1vLXNlbmRlcg==',
  foreign: 'whsec_a2V5LW9mLXNvbWVib2R5LWVsc2UtYWx0b2dldGhlcg==',
};

export interface Signing {
  readonly key: string;
  readonly id: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly body: Uint8Array;
}

/** One signature as Standard Webhooks prescribe. The project's own library takes text only; bodies here may be any bytes. */
export function signatureOf({ key, id, timestamp, body }: Signing): string {
  const secret = Buffer.from(key.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', secret).update(`${id}.${timestamp}.`).update(body).digest('base64')}`;
}

export interface Sent {
  readonly body: string | Uint8Array;
  readonly nowMs: number;
  readonly key?: string;
  readonly ageSeconds?: number;
  readonly connectionId?: string;
  /** Replaces or, where undefined, removes. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

/** A webhook as a well-behaved sender posts it, with what a case changes. */
export function signedRequest(sent: Sent): RawRequest {
  const { nowMs, key = signingKeys.current, ageSeconds = 0, connectionId = 'standard' } = sent;
  const body = typeof sent.body === 'string' ? Buffer.from(sent.body) : sent.body;
  const id = 'msg_0001';
  const timestamp = Math.floor(nowMs / 1000) - ageSeconds;
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatureOf({ key, id, timestamp, body }),
    ...sent.headers,
  };
  return { method: 'POST', path: `/hooks/${connectionId}`, query: {}, headers: defined(headers), body };
}

const defined = (headers: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
