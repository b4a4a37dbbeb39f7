import { createHash, createHmac, createSecretKey, type KeyObject } from 'node:crypto';

/** What the SDK signs with: the secret itself as text, or a day's key as bytes. */
type Secret = string | ArrayBuffer | ArrayBufferView;

/**
 * SHA-256 as the SDK signs requests with it. Of a key as bytes, Node first tries whether it is one of its key objects, by two casts that
 * throw; a key object made once spares that, an eighth of what a request costs.
 */
export class Sha256 {
  readonly #secret: Secret | undefined;
  #hash: { update(data: Uint8Array): unknown; digest(): Buffer };

  constructor(secret?: Secret) {
    this.#secret = secret;
    this.#hash = started(secret);
  }

  update(data: Uint8Array): void {
    this.#hash.update(data);
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }

  reset(): void {
    this.#hash = started(this.#secret);
  }
}

const started = (secret: Secret | undefined) =>
  secret === undefined ? createHash('sha256') : createHmac('sha256', keyOf(secret));

/** The SDK keeps a day's key as one and the same object. */
const keyObjects = new WeakMap<object, KeyObject>();

function keyOf(secret: Secret): string | KeyObject {
  if (typeof secret === 'string') return secret;
  const known = keyObjects.get(secret);
  if (known) return known;
  const key = createSecretKey(bytesOf(secret));
  keyObjects.set(secret, key);
  return key;
}

const bytesOf = (secret: ArrayBuffer | ArrayBufferView): Uint8Array =>
  ArrayBuffer.isView(secret)
    ? new Uint8Array(secret.buffer, secret.byteOffset, secret.byteLength)
    : new Uint8Array(secret);
