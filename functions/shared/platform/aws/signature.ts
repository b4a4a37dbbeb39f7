import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** What a signature is good for. */
export interface Scope {
  readonly region: string;
  readonly service: string;
}

/** `headers` in lower case, `host` and `x-amz-date` among them; all of them are signed. `path` is encoded, without a query. */
export interface RequestToSign {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** SHA-256 of the body, in hex. */
  readonly bodyHash: string;
}

/** The `authorization` of requests by Signature Version 4. The key of a day is derived once. */
export function signer(scope: Scope, credentials: Credentials): (request: RequestToSign) => string {
  let known = { day: '', key: keyOfDay('', scope, credentials) };
  return ({ method, path, headers, bodyHash }) => {
    const at = headers['x-amz-date'] ?? '';
    const day = at.slice(0, 8);
    if (known.day !== day) known = { day, key: keyOfDay(day, scope, credentials) };
    const place = `${day}/${scope.region}/${scope.service}/aws4_request`;
    const names = Object.keys(headers).sort();
    const signed = names.join(';');
    const lines = names.map((name) => `${name}:${headers[name] ?? ''}\n`).join('');
    const request = `${method}\n${path}\n\n${lines}\n${signed}\n${bodyHash}`;
    const text = `AWS4-HMAC-SHA256\n${at}\n${place}\n${hash('sha256', request)}`;
    const signature = createHmac('sha256', known.key).update(text).digest('hex');
    return `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${place}, SignedHeaders=${signed}, Signature=${signature}`;
  };
}

function keyOfDay(day: string, { region, service }: Scope, { secretAccessKey }: Credentials): KeyObject {
  const bytes = [day, region, service, 'aws4_request'].reduce<Buffer>(
    (key, part) => createHmac('sha256', key).update(part).digest(),
    Buffer.from(`AWS4${secretAccessKey}`),
  );
  return createSecretKey(bytes);
}

/** `20260131T100000Z`, as signatures write a moment. */
export const signedMoment = (epochMs: number): string =>
  new Date(epochMs).toISOString().replace(/[-:]|\.\d+/g, '');
