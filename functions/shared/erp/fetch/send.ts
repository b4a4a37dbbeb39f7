import { parseLossless, type JsonValue } from '../lossless-json.ts';
import type { Answered } from './classify-answer.ts';
import type { ErpAccess } from './erp-access.ts';
import type { HttpRequest, HttpResponse } from './http-port.ts';

/** Sends, and reads the answer as far as it is JSON. */
export async function send(access: ErpAccess, request: HttpRequest): Promise<Answered> {
  const response = await access.http.send(request);
  return { response, json: jsonIn(response) };
}

function jsonIn({ body }: HttpResponse): JsonValue | undefined {
  const parsed = parseLossless(body);
  return parsed.ok ? parsed.value : undefined;
}
