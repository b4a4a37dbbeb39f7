import * as z from 'zod';
import { ErpRejectedError, ErpUnavailableError } from '../../../../domain/errors.ts';
import { parseLossless } from '../lossless-json.ts';
import type { OutboundAuthentication } from '../manifest/authentication.ts';
import { currentSecret } from '../types.ts';
import { credentialsAdvice } from './credentials.ts';
import { CredentialsRefused } from './credentials-refused.ts';
import { httpRules, type ErpAccess } from './erp-access.ts';
import type { HttpResponse } from './http-port.ts';
import { keptPass, SAFETY_MS, type Pass } from './kept-pass.ts';
import { filled } from './template.ts';

type ClientCredentials = Extract<OutboundAuthentication, { kind: 'oauth2-client-credentials' }>;

const tokenSchema = z.object({
  access_token: z.string().min(1),
  token_type: z
    .string()
    .regex(/^bearer$/i)
    .optional(),
  expires_in: z.coerce.number().positive().optional(),
});

/** The cached token, or a new one shortly before it ends or when the credentials changed (RFC 6749 §4.4). */
export function accessToken(access: ErpAccess, rule: ClientCredentials): Promise<Pass> {
  return keptPass(access, 'token', async () => {
    const { access_token: token, expires_in: seconds = 300 } = await requestToken(access, rule);
    return { token, endsAt: access.http.now() + Math.max(seconds * 1000 - SAFETY_MS, 0) };
  });
}

async function requestToken(
  access: ErpAccess,
  rule: ClientCredentials,
): Promise<z.infer<typeof tokenSchema>> {
  const { timeoutSeconds } = httpRules(access);
  const response = await access.http.send({
    method: 'POST',
    url: tokenUrl(access, rule),
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
      ...basic(access, rule),
    },
    body: form(access, rule),
    timeoutMs: timeoutSeconds * 1000,
    maxBytes: 65_536,
  });
  return tokenIn(access, response);
}

function tokenUrl(access: ErpAccess, rule: ClientCredentials): URL {
  const url = URL.parse(filled(rule.tokenUrl, access));
  if (url === null)
    throw new ErpRejectedError('The token address of the connection is not a URL; mend its settings.');
  return url;
}

function form(access: ErpAccess, rule: ClientCredentials): string {
  const inBody = rule.credentialsIn === 'body' ? credentialsOf(access, rule) : undefined;
  return new URLSearchParams({
    grant_type: 'client_credentials',
    ...(inBody === undefined ? {} : { client_id: inBody.id, client_secret: inBody.secret }),
    ...(rule.scope === undefined ? {} : { scope: filled(rule.scope, access) }),
    ...rule.parameters,
  }).toString();
}

function basic(access: ErpAccess, rule: ClientCredentials): Record<string, string> {
  if (rule.credentialsIn === 'body') return {};
  const { id, secret } = credentialsOf(access, rule);
  const pair = `${encodeURIComponent(id)}:${encodeURIComponent(secret)}`; // RFC 6749 §2.3.1
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}

function credentialsOf(
  { secrets, connection }: ErpAccess,
  rule: ClientCredentials,
): { id: string; secret: string } {
  const id = currentSecret(secrets, rule.clientId);
  const secret = currentSecret(secrets, rule.clientSecret);
  if (id !== undefined && secret !== undefined) return { id, secret };
  throw new CredentialsRefused(
    `The connection ${connection.connectionId} lacks ${rule.clientId} or ${rule.clientSecret} in its secret; enter them.`,
  );
}

function tokenIn(access: ErpAccess, { status, body }: HttpResponse): z.infer<typeof tokenSchema> {
  if (status === 429 || status >= 500) throw new ErpUnavailableError(`The token service answered ${status}.`);
  if (status >= 300 && status < 400)
    throw new ErpRejectedError(
      `The token service answered ${status}. It points elsewhere; enter its final address as token address.`,
    );
  if (status !== 200)
    throw new CredentialsRefused(
      `The token service refused the credentials (${status}). ${credentialsAdvice(httpRules(access))}`,
    );
  const json = parseLossless(body);
  const token = tokenSchema.safeParse(json.ok ? json.value : undefined);
  if (!token.success) throw new ErpUnavailableError('The token service answered without a bearer token.');
  return token.data;
}
