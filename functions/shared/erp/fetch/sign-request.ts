import { createHmac } from 'node:crypto';
import { ErpRejectedError } from '../../../../domain/errors.ts';
import { hmacKey } from '../authenticity/hmac-key.ts';
import { signedContent } from '../authenticity/signed-content.ts';
import type { SigningRule } from '../manifest/authentication.ts';
import { currentSecret } from '../types.ts';
import { httpRules, type ErpAccess } from './erp-access.ts';
import type { HttpRequest } from './http-port.ts';

/** The request with the connector's signature, made now and with the first of the secrets, so that a key can be replaced without a gap. */
export function signed(access: ErpAccess, request: HttpRequest): HttpRequest {
  const rule = httpRules(access).signing;
  if (rule === undefined) return request;
  const seconds = String(Math.floor(access.http.now() / 1000));
  const stamp = rule.timestampHeader === undefined ? {} : { [rule.timestampHeader]: seconds };
  const headers = { ...request.headers, ...stamp };
  const signature = signatureOf(access, rule, { ...request, headers });
  return { ...request, headers: { ...headers, [rule.header]: rule.prefix + signature } };
}

function signatureOf({ secrets, connection }: ErpAccess, rule: SigningRule, request: HttpRequest): string {
  const secret = currentSecret(secrets, rule.secret);
  const key = secret === undefined ? undefined : hmacKey(secret, rule.key);
  if (key === undefined)
    throw new ErpRejectedError(
      `The connection ${connection.connectionId} lacks ${rule.secret} in its secret; enter it.`,
    );
  const { method, url, headers, body = '' } = request;
  const raw = { method, path: url.pathname, headers, query: {}, body: Buffer.from(body) };
  const content = signedContent(rule.signed, raw);
  if (content === undefined)
    throw new Error(`The connector signs a header that the request does not have: ${rule.signed}.`);
  return createHmac(rule.hash, key).update(content).digest(rule.encoding);
}
