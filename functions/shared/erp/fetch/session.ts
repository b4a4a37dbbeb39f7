import { ErpUnavailableError } from '../../../../domain/errors.ts';
import { textAt } from '../lossless-json.ts';
import type { SessionRule } from '../manifest/authentication.ts';
import { addressOf } from './ask.ts';
import { errorOf, meaningOf, wordsOf, type Answered } from './classify-answer.ts';
import { cookiesOf } from './cookies.ts';
import { credentialsAdvice } from './credentials.ts';
import { CredentialsRefused } from './credentials-refused.ts';
import { httpRules, type ErpAccess } from './erp-access.ts';
import { keptPass, SAFETY_MS, type Pass } from './kept-pass.ts';
import type { Proof } from './proof.ts';
import { filledHeaders, readied } from './ready-request.ts';
import { send } from './send.ts';
import { signed } from './sign-request.ts';

/** The proof with the session that a request of this method needs, opened now where there is none. */
export async function inSession(access: ErpAccess, proof: Proof, method: string): Promise<Proof> {
  const rule = httpRules(access).session;
  if (rule === undefined || rule.methods?.some((each) => each === method) === false) return proof;
  const pass = await keptPass(access, 'session', () => opened(access, rule, proof));
  const { token, cookies } = pass;
  return {
    session: token,
    passes: [...proof.passes, { kind: 'session', pass }],
    headers: {
      ...proof.headers,
      ...(cookies === undefined ? {} : { cookie: cookies }),
      ...filledHeaders(access, rule.send, { session: token }),
    },
  };
}

async function opened(access: ErpAccess, rule: SessionRule, proof: Proof): Promise<Pass> {
  const url = addressOf(access, rule, {});
  const ready = readied(access, { request: rule, values: {}, url });
  const headers = { ...ready.headers, ...proof.headers };
  const answered = await send(access, signed(access, { ...ready, headers }));
  assertOpen(access, answered);
  const lasts = rule.minutes === undefined ? Infinity : rule.minutes * 60_000 - SAFETY_MS;
  return { ...passIn(access, rule, answered), endsAt: access.http.now() + lasts };
}

/** A login is refused in many ways; all that is not for later has to do with what was entered. */
function assertOpen(access: ErpAccess, answered: Answered): void {
  const meaning = meaningOf(answered, httpRules(access));
  if (meaning === 'ok') return;
  if (meaning === 'unavailable') throw errorOf(answered, access);
  throw refused(access, answered);
}

function passIn(access: ErpAccess, { token: place }: SessionRule, answered: Answered): Omit<Pass, 'endsAt'> {
  const { response, json } = answered;
  if (json === undefined && place !== undefined && 'path' in place && response.body.byteLength > 0)
    throw new ErpUnavailableError(
      `The ERP answered ${response.status} to the login with a body that is no JSON.`,
    );
  const cookies = cookiesOf(response.headers['set-cookie']);
  const token = place && tokenAt(place, answered);
  if (place === undefined ? cookies === undefined : !token) throw refused(access, answered);
  return { token, cookies };
}

function tokenAt(
  place: NonNullable<SessionRule['token']>,
  { response, json = null }: Answered,
): string | undefined {
  return 'header' in place ? response.headers[place.header.toLowerCase()] : textAt(json, place.path);
}

function refused(access: ErpAccess, answered: Answered): CredentialsRefused {
  const words = wordsOf(answered, access)?.slice(0, 300);
  const said = `The ERP opened no session; it answered ${answered.response.status}`;
  const sentence = words === undefined ? said : `${said}: ${words.replace(/\.+$/, '')}`;
  return new CredentialsRefused(`${sentence}. ${credentialsAdvice(httpRules(access))}`);
}
