import { budgetOf } from '../budget/budget-of.ts';
import { parseLossless, type JsonValue } from '../lossless-json.ts';
import { errorOf, meaningOf, type Answered } from './classify-answer.ts';
import { comeAgain } from './come-again.ts';
import { httpRules, type ErpAccess } from './erp-access.ts';
import type { HttpRequest, HttpResponse } from './http-port.ts';

/** Sends within the ERP's limits, and reads the answer as far as it is JSON. Throws an `ErpUnavailableError` before anything is sent where they are used up. */
export const send = (access: ErpAccess, request: HttpRequest): Promise<Answered> =>
  budgetOf(access).run(() => sendNow(access, request));

/** The same within a share that the caller has taken. An ERP that wants to be left alone for a while is, by all. */
export async function sendNow(access: ErpAccess, request: HttpRequest): Promise<Answered> {
  const response = await access.http.send(request);
  const answered = { response, json: jsonIn(response) };
  const { retryAfterSeconds: pause = 0 } = comeAgain(response, access);
  if (pause > 0 && meaningOf(answered, httpRules(access)) === 'unavailable')
    budgetOf(access).closeFor(pause, errorOf(answered, access).message);
  return answered;
}

function jsonIn({ body }: HttpResponse): JsonValue | undefined {
  const parsed = parseLossless(body);
  return parsed.ok ? parsed.value : undefined;
}
