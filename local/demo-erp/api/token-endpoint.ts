import type { Erp } from '../erp.ts';
import { json } from '../http/messages.ts';
import type { Answer, IncomingRequest } from '../http/messages.ts';

/** OAuth 2 client credentials (RFC 6749 §4.4), the secret in the body or in a Basic header. */
export function serveToken(erp: Erp, request: IncomingRequest): Answer {
  if (request.method !== 'POST') return refusal(405, 'invalid_request', 'Tokens are asked for with POST.');
  const form = new URLSearchParams(request.body);
  if (form.get('grant_type') !== 'client_credentials') {
    return refusal(400, 'unsupported_grant_type', 'Only grant_type=client_credentials is supported.');
  }
  const { clientId, clientSecret } = credentialsIn(request, form);
  if (clientId !== erp.credentials.clientId || clientSecret !== erp.credentials.clientSecret) {
    return refusal(401, 'invalid_client', 'The client id or the client secret is wrong.');
  }
  const expirySeconds = erp.misbehaviour.switches.tokenExpirySeconds;
  const token = {
    token_type: 'Bearer',
    expires_in: expirySeconds,
    access_token: erp.tokens.issue(expirySeconds),
  };
  return json(200, token, { 'cache-control': 'no-store' });
}

function credentialsIn(request: IncomingRequest, form: URLSearchParams) {
  const basic = /^Basic (.+)$/i.exec(request.headers['authorization'] ?? '')?.[1];
  if (basic === undefined)
    return { clientId: form.get('client_id'), clientSecret: form.get('client_secret') };
  const [clientId, clientSecret] = Buffer.from(basic, 'base64').toString().split(':', 2);
  return { clientId, clientSecret };
}

const refusal = (status: number, error: string, description: string): Answer =>
  json(
    status,
    { error, error_description: description },
    status === 401 ? { 'www-authenticate': 'Basic' } : {},
  );
