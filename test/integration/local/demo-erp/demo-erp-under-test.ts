import { manualClock } from '../../../../local/cloud/clock.ts';
import type { ManualClock } from '../../../../local/cloud/clock.ts';
import { startDemoErp } from '../../../../local/demo-erp/index.ts';
import type { DemoErpOptions, RunningDemoErp } from '../../../../local/demo-erp/index.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; what a test reads from it, it asserts on. */
  readonly body: Body;
}

interface Body {
  readonly id: string;
  readonly number: string;
  readonly value: readonly Record<string, unknown>[];
  readonly error: { readonly code: string; readonly message: string };
  readonly [name: string]: unknown;
}

type Init = { readonly method?: string; readonly headers?: Record<string, string>; readonly json?: unknown };

export interface ErpUnderTest {
  readonly erp: RunningDemoErp;
  readonly clock: ManualClock;
  /** Moves the clock and waits until everything due by then was sent. */
  advance(milliseconds: number): Promise<void>;
  /** A call of the API as an integration, below `/api/v2.0`. */
  api(path: string, init?: Init): Promise<Reply>;
  /** A call of the company's part of the API. */
  company(path: string, init?: Init): Promise<Reply>;
  /** What a person does at the ERP: `POST customers`. */
  demo(does: string, json?: unknown): Promise<Reply>;
  token(credentials?: { clientId: string; clientSecret: string }): Promise<Reply>;
  stop(): Promise<void>;
}

export const firstMoment = Date.UTC(2026, 2, 15, 9);

export async function anErp(options: DemoErpOptions = {}): Promise<ErpUnderTest> {
  const clock = manualClock(firstMoment);
  const erp = await startDemoErp({ clock, ...options });
  const send = (path: string, init: Init = {}) => request(`${erp.url}${path}`, init);
  const token = (credentials = erp.credentials) =>
    send('/oauth2/token', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      json: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: credentials.clientId,
        client_secret: credentials.clientSecret,
      }),
    });
  let bearer = { text: '', until: 0 };
  const signIn = async () => {
    // A test may move the clock by days between two calls.
    const { body } = await token();
    bearer = { text: String(body['access_token']), until: clock.now() + Number(body['expires_in']) * 1_000 };
  };
  const api = async (path: string, init: Init = {}) => {
    if (clock.now() >= bearer.until) await signIn();
    return send(`/api/v2.0${path}`, {
      ...init,
      headers: { authorization: `Bearer ${bearer.text}`, ...init.headers },
    });
  };
  return {
    erp,
    clock,
    advance: async (milliseconds) => {
      await clock.advanceTo(clock.now() + milliseconds);
      await erp.settled();
    },
    api,
    company: (path, init) => api(`/companies(${erp.companyId})${path}`, init),
    demo: (does, json) => {
      const [method = 'GET', path = ''] = does.split(' ');
      return send(`/demo/${path}`, { method, ...(json === undefined ? {} : { json }) });
    },
    token,
    stop: () => erp.close(),
  };
}

export async function request(url: string, { method = 'GET', headers = {}, json }: Init): Promise<Reply> {
  const body = json instanceof URLSearchParams ? json : JSON.stringify(json);
  const response = await fetch(url, { method, headers, ...(json === undefined ? {} : { body }) });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parsed(text) };
}

function parsed(text: string): Body {
  try {
    return JSON.parse(text) as Body;
  } catch {
    // Some answers are meant to be no JSON; tests of those read `text`.
    return {} as Body;
  }
}
