/** Posts the body; a receiver that cannot be reached, or not in time, counts as no answer. */
export async function postNotification(
  url: string,
  body: string,
  timeoutMilliseconds: number,
): Promise<number | 'unreachable'> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body,
      // A redirect is an answer, and not a good one.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMilliseconds),
    });
    await response.arrayBuffer();
    return response.status;
  } catch (error) {
    if (error instanceof Error) return 'unreachable';
    throw error;
  }
}
