import { objectPath, placeOfBucket } from './places.ts';
import { signedSender } from './send-signed.ts';

/** Bytes `first` to `last` of an object, both inclusive. */
export interface ObjectRange {
  readonly key: string;
  readonly first: number;
  readonly last: number;
}

export function objectReader(bucket: string): (range: ObjectRange) => Promise<Uint8Array> {
  const { place, root } = placeOfBucket(bucket);
  const send = signedSender(place);
  return ({ key, first, last }) =>
    send({
      method: 'GET',
      path: root + objectPath(key),
      headers: { range: `bytes=${first}-${last}` },
      body: '',
    });
}
