import type { IncomingMessage } from 'node:http';
import { readBody } from '../http/read-body.ts';
import { decodeChunks } from './aws-chunks.ts';
import { S3Error } from './s3-error.ts';

/** A request with the bucket in its path (path style), the only style for an endpoint that is an address. */
export interface S3Request {
  readonly method: string;
  readonly bucket: string;
  readonly key: string;
  readonly query: URLSearchParams;
  /** Lower case; checksums that came after the body are among them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** S3 allows 5 GB in one PUT; here an object passes through memory. */
const LARGEST_BODY = 512 * 1024 * 1024;

export async function readRequest(message: IncomingMessage): Promise<S3Request> {
  const { pathname, query } = splitUrl(message.url ?? '/');
  const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(pathname) ?? [];
  const headers = textHeaders(message);
  const raw = await readBody(message, LARGEST_BODY);
  if (!raw) throw new S3Error(400, 'EntityTooLarge', `An object may have ${LARGEST_BODY} bytes here.`);
  const chunked = headers['content-encoding']?.includes('aws-chunked') ?? false;
  const { body, trailers } = chunked ? decodeChunks(raw) : { body: raw, trailers: {} };
  return {
    method: message.method ?? '',
    bucket: decoded(bucket),
    key: decoded(key),
    query,
    headers: { ...headers, ...trailers },
    body,
  };
}

/** Not by `URL`, which would resolve `..`: keys may contain it. */
function splitUrl(url: string): { pathname: string; query: URLSearchParams } {
  const [pathname = '', query = ''] = url.split(/\?(.*)/s);
  return { pathname, query: new URLSearchParams(query) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new S3Error(400, 'InvalidURI', `'${text}' is not properly encoded.`);
  }
}

function textHeaders({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]),
  );
}
