import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const gzipAsync = promisify(gzip);

/** A function's answer may have 6 MB and is paid by size; what the client can unpack is packed. */
export async function compressed(
  bytes: Uint8Array,
  acceptEncoding = '',
): Promise<{ bytes: Uint8Array; headers: Record<string, string> }> {
  const vary = { vary: 'accept-encoding' };
  if (bytes.length < 1_024 || !/\bgzip\b(?!\s*;\s*q=0(\.0*)?\b)/i.test(acceptEncoding))
    return { bytes, headers: vary };
  return { bytes: await gzipAsync(bytes), headers: { ...vary, 'content-encoding': 'gzip' } };
}
