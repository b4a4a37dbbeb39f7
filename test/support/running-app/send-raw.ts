import { request as open, type OutgoingHttpHeaders } from 'node:http';
import type { RawRequest } from '../../../functions/shared/erp/types.ts';

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

const CHUNK = 65_536;

/** Sends a request as given: nothing is added, not even a content type. In chunks where `transfer-encoding` says so. */
export function sendRaw(url: string, { method, path, query, headers, body }: RawRequest): Promise<RawAnswer> {
  const search = new URLSearchParams(query).toString();
  const isChunked = headers['transfer-encoding'] === 'chunked';
  const sent: OutgoingHttpHeaders = isChunked
    ? { ...headers }
    : { ...headers, 'content-length': String(body.length) };
  return new Promise((resolve, reject) => {
    const options = { method, headers: sent, path: search ? `${path}?${search}` : path, agent: false };
    const call = open(url, options, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part)).once('error', reject);
      response.once('end', () => {
        const text = Buffer.concat(parts).toString();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
      });
    }).once('error', reject);
    if (isChunked) for (let at = 0; at < body.length; at += CHUNK) call.write(body.subarray(at, at + CHUNK));
    call.end(isChunked ? undefined : body);
  });
}
