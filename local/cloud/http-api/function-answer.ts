import { jsonAnswer, type HttpAnswer } from '../http/answer.ts';
import { isJsonObject, type Json } from '../template/json.ts';

export const internalServerError = (): HttpAnswer => jsonAnswer(500, { message: 'Internal Server Error' });

/** What a client gets for the payload a function returned: with `statusCode` its answer, else the payload itself as JSON. */
export function functionAnswer(payload: string): HttpAnswer {
  const result = JSON.parse(payload) as Json;
  if (!isJsonObject(result) || result['statusCode'] === undefined) {
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: typeof result === 'string' ? result : payload,
    };
  }
  const { statusCode, headers, cookies, body, isBase64Encoded } = result;
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < 100 || status > 599) return internalServerError();
  return {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', ...headersOf(headers), ...cookiesOf(cookies) },
    body: bodyOf(body, isBase64Encoded === true),
  };
}

function headersOf(headers: Json | undefined): Record<string, string> {
  if (!isJsonObject(headers)) return {};
  const entries = Object.entries(headers).filter(([, value]) => value !== null && typeof value !== 'object');
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), String(value as string)]));
}

function cookiesOf(cookies: Json | undefined): Record<string, string[]> {
  return Array.isArray(cookies) ? { 'set-cookie': cookies.map(String) } : {};
}

function bodyOf(body: Json | undefined, base64: boolean): string | Uint8Array {
  if (body === undefined || body === null) return '';
  if (typeof body !== 'string') return JSON.stringify(body);
  return base64 ? Buffer.from(body, 'base64') : body;
}
