import type { Erp } from '../erp.ts';
import { html } from '../http/messages.ts';
import type { Answer, IncomingRequest } from '../http/messages.ts';
import { ErpError } from '../records/erp-error.ts';

type Serve = (request: IncomingRequest) => Promise<Answer>;

/** Serves the API as badly as the switches say. */
export async function serveMisbehaving(erp: Erp, request: IncomingRequest, serve: Serve): Promise<Answer> {
  const { switches } = erp.misbehaviour;
  if (switches.latencyMilliseconds > 0) await wait(erp, switches.latencyMilliseconds);
  if (erp.misbehaviour.strikes('htmlError')) return webPage;
  if (erp.misbehaviour.strikes('errorRate')) return overloaded(erp);
  const answer = request.method === 'GET' ? await serve(request) : await write(erp, request, serve);
  const isCut = answer.status === 200 && erp.misbehaviour.strikes('truncatedJson');
  return isCut ? { ...answer, body: answer.body.slice(0, Math.ceil(answer.body.length / 2)) } : answer;
}

async function write(erp: Erp, request: IncomingRequest, serve: Serve): Promise<Answer> {
  if (erp.misbehaviour.strikes('lateLanding')) {
    erp.inBackground(landLater(erp, () => serve(request)));
    throw new ErpError(504, 'Unknown', 'The request took too long.');
  }
  const answer = await serve(request);
  return erp.misbehaviour.strikes('commitThenTimeout') ? { ...answer, isWithheld: true } : answer;
}

async function landLater(erp: Erp, work: () => Promise<unknown>): Promise<void> {
  await wait(erp, erp.misbehaviour.switches.lateLandingMilliseconds);
  await work();
}

const wait = (erp: Erp, milliseconds: number): Promise<void> =>
  erp.clock.sleepUntil(erp.clock.now() + milliseconds, erp.closing);

function overloaded(erp: Erp): Answer {
  const { errorStatus, retryAfterSeconds } = erp.misbehaviour.switches;
  const code = errorStatus === 429 ? 'Application_TooManyRequests' : 'Internal_ServerError';
  return {
    status: errorStatus,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      ...(retryAfterSeconds === null ? {} : { 'retry-after': String(retryAfterSeconds) }),
    },
    body: JSON.stringify({ error: { code, message: 'The service is busy; try again later.' } }),
  };
}

const webPage = html(
  502,
  '<!doctype html><title>502</title><h1>Bad Gateway</h1><p>The server is not available.</p>',
);
