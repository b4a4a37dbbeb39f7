import type { WaitRule } from '../manifest/answers.ts';
import { httpRules, type ErpAccess } from './erp-access.ts';
import type { HttpResponse } from './http-port.ts';

/** When the ERP wants to be asked again: by the connector's first rule that fits, else by Retry-After. */
export function comeAgain(
  { headers }: Pick<HttpResponse, 'headers'>,
  access: ErpAccess,
): { readonly retryAfterSeconds?: number } {
  const nowMs = access.http.now();
  const told = httpRules(access).waits.flatMap((rule) => {
    const text = headers[rule.header.toLowerCase()];
    const fits = text !== undefined && (rule.matches === undefined || new RegExp(rule.matches).test(text));
    return fits ? (secondsBy(rule, text, nowMs) ?? []) : [];
  });
  const seconds = told[0] ?? retryAfter(headers['retry-after'], nowMs);
  return seconds === undefined ? {} : { retryAfterSeconds: Math.max(0, seconds) };
}

function secondsBy({ wait }: WaitRule, text: string, nowMs: number): number | undefined {
  if (typeof wait === 'number') return wait;
  if (!/^\d{1,15}(\.\d+)?$/.test(text)) return undefined;
  const value = Number(text);
  switch (wait) {
    case 'seconds':
      return Math.ceil(value);
    case 'epoch-seconds':
      return Math.ceil(value - nowMs / 1000);
    case 'epoch-milliseconds':
      return Math.ceil((value - nowMs) / 1000);
  }
}

/** In seconds or as a date. */
function retryAfter(header: string | undefined, nowMs: number): number | undefined {
  if (header === undefined) return undefined;
  const seconds = /^\d{1,6}$/.test(header) ? Number(header) : Math.ceil((Date.parse(header) - nowMs) / 1000);
  return seconds >= 0 ? seconds : undefined;
}
