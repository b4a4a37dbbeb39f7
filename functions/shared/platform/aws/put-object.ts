import { objectPath, placeOfBucket } from './places.ts';
import { signedSender } from './send-signed.ts';

/** Writes objects of a bucket. What is stored is what was sent: its hash is in the signature. */
export function objectWriter(bucket: string): (key: string, bytes: Uint8Array) => Promise<void> {
  const { place, root } = placeOfBucket(bucket);
  const send = signedSender(place);
  return async (key, body) => {
    const headers = { 'content-type': 'application/octet-stream' };
    await send({ method: 'PUT', path: root + objectPath(key), headers, body });
  };
}
