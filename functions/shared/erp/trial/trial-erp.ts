import type { Connector } from '../connectors.ts';
import type { ErpAccess } from '../fetch/erp-access.ts';
import { keptPass, type Pass } from '../fetch/kept-pass.ts';
import type { HttpPort, HttpRequest, HttpResponse } from '../fetch/http-port.ts';
import type { Meta } from './secrets-of-meta.ts';

/** An answer that a trial gives instead of the ERP. A text body is sent as it is. */
export interface TrialAnswer {
  readonly status?: number | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: unknown;
}

/** What a connector asked of its ERP. */
export interface TrialRequest {
  readonly method: string;
  /** Below the base address, with its query as people read it. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface TrialErp {
  readonly access: ErpAccess;
  readonly requests: TrialRequest[];
}

/** Asked for what it did not expect; the trial stops here. */
export class NoAnswerLeft extends Error {}

const base = 'https://erp.example/base/';

/** An ERP that exists for one trial: every token request is granted, a session is open, everything else is answered by `answer`. */
export function trialErp(
  connector: Connector,
  meta: Meta,
  answer: (request: TrialRequest) => TrialAnswer | undefined,
): TrialErp {
  const requests: TrialRequest[] = [];
  const http: HttpPort = {
    now: () => (meta.verifyAtUnixTime ?? 0) * 1000,
    send(request) {
      if (!request.url.href.startsWith(base)) return Promise.resolve(token);
      const shown = shownRequest(request);
      requests.push(shown);
      const given = answer(shown);
      return given === undefined
        ? Promise.reject(new NoAnswerLeft(`No answer is left for ${shown.method} ${shown.path}.`))
        : Promise.resolve(response(given));
    },
  };
  const connection = {
    ...{ connectionId: 'trial', company: 'trial', connector: connector.name, secretName: 'trial' },
    ...{ baseUrl: base, externalCompany: meta.externalCompany, settings: meta.settings ?? {} },
  };
  const access = { connector, connection, secrets: trialSecrets(connector, meta), http };
  void keptPass(access, 'session', () => Promise.resolve(sessionOf(connector)));
  return { access, requests };
}

/** Shown by its name, unless it has to be a number. */
function sessionOf({ manifest }: Connector): Pass {
  const isNumber = JSON.stringify(manifest).includes('{session:number}');
  return { token: isNumber ? '1' : '{session}', endsAt: Infinity };
}

/** What nobody gave is made up; it is shown nowhere. */
function trialSecrets({ manifest }: Connector, { secrets = {} }: Meta): Record<string, string | string[]> {
  const made = Object.keys(manifest.secret).map((member) => [member, `trial-${member}`] as const);
  return { ...Object.fromEntries(made), ...secrets };
}

const token: HttpResponse = {
  status: 200,
  headers: {},
  body: Buffer.from('{"access_token":"trial","expires_in":3600}'),
};

function response({ status = 200, headers = {}, body }: TrialAnswer): HttpResponse {
  const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
  return { status, headers, body: Buffer.from(text) };
}

function shownRequest({ method, url, headers, body }: HttpRequest): TrialRequest {
  const query = [...url.searchParams].map(([name, value]) => `${name}=${value}`).join('&');
  const path = url.pathname.slice(new URL(base).pathname.length);
  return {
    method,
    path: query === '' ? path : `${path}?${query}`,
    headers,
    ...(body === undefined ? {} : { body: JSON.parse(body) as unknown }),
  };
}
