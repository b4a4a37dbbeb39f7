/** An answer of the Admin API; a benchmark reads of it what it needs. */
export type Answer = Readonly<Record<string, unknown>>;

/** The Admin API as a client with one token sees it: `api('POST /orders/ord_1/hand-over')`. Anything but success is an error. */
export type AdminApi = (what: string, body?: object) => Promise<Answer>;

export const adminApi =
  (url: string, token: string): AdminApi =>
  async (what, body) => {
    const [method = '', path = ''] = what.split(' ');
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${what}: ${response.status} ${text}`);
    return JSON.parse(text) as Answer;
  };
