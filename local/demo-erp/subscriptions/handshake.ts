import { randomUUID } from 'node:crypto';
import { badRequest } from '../records/erp-error.ts';

/** Asks the address whether it wants notifications: it must send the token back, as plain text and in time. */
export async function shakeHands(notificationUrl: string, timeoutMilliseconds: number): Promise<void> {
  const url = URL.parse(notificationUrl);
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw badRequest('notificationUrl is not a web address.');
  const token = `${randomUUID()} +ä`;
  // Percent signs for everything: a form's plus for a blank is not read back by all receivers.
  url.search = [url.search.slice(1), `validationToken=${encodeURIComponent(token)}`]
    .filter(Boolean)
    .join('&');
  const answered = await ask(url, timeoutMilliseconds);
  if (answered !== token) {
    throw badRequest(`The subscriber at ${url.origin} did not return the validation token: ${answered}`);
  }
}

/** The token as sent back, or what was wrong. */
async function ask(url: URL, timeoutMilliseconds: number): Promise<string> {
  try {
    const signal = AbortSignal.timeout(timeoutMilliseconds);
    const response = await fetch(url, { method: 'POST', redirect: 'manual', signal });
    const text = await response.text();
    if (response.status !== 200) return `it answered ${response.status}.`;
    const type = response.headers.get('content-type') ?? 'no content type';
    return type.startsWith('text/plain') ? text : `it answered with ${type}.`;
  } catch (error) {
    if (error instanceof Error) return `it could not be reached (${error.message}).`;
    throw error;
  }
}
