import { createHmac } from 'node:crypto';
import type { Call } from './served-erp.ts';

export interface Known {
  readonly consumerSecret: string;
  readonly tokenSecret: string;
}

const encode = (text: string): string =>
  [...Buffer.from(text)]
    .map((byte) => {
      const sign = String.fromCharCode(byte);
      return /[A-Za-z0-9._~-]/.test(sign) ? sign : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');

/** Whether a call is signed by OAuth 1.0a, as a server reads it (RFC 5849, 3.4); `nonces` are those it has seen. */
export function isSignedByOauth1(call: Call, known: Known, nonces: Set<string>): boolean {
  const said = new Map(
    [...(call.headers.authorization ?? '').matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      decodeURIComponent(value),
    ]),
  );
  const nonce = said.get('oauth_nonce') ?? '';
  if (nonces.has(nonce)) return false;
  nonces.add(nonce);
  const signed = [...said].filter(([name]) => name !== 'realm' && name !== 'oauth_signature');
  const parameters = [...signed, ...call.query]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort();
  const address = new URL(call.path, call.baseUrl);
  const base = [call.method, `${address.origin}${address.pathname}`, parameters.join('&')].map(encode);
  const key = `${encode(known.consumerSecret)}&${encode(known.tokenSecret)}`;
  const expected = createHmac('sha256', key).update(base.join('&')).digest('base64');
  return said.get('oauth_signature') === expected;
}
