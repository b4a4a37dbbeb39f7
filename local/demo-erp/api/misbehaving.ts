import type { Erp } from '../erp.ts';
import { html } from '../http/messages.ts';
import type { Answer, IncomingRequest } from '../http/messages.ts';
import type { WriteFault } from '../misbehaviour.ts';
import { ErpError } from '../records/erp-error.ts';
import { changeLines, orderLines } from '../sales/order-desk.ts';

type Serve = (request: IncomingRequest) => Promise<Answer>;

/** Serves the API as badly as the switches say. */
export async function serveMisbehaving(erp: Erp, request: IncomingRequest, serve: Serve): Promise<Answer> {
  const { switches } = erp.misbehaviour;
  if (switches.latencyMilliseconds > 0) await wait(erp, switches.latencyMilliseconds);
  if (erp.misbehaviour.strikes('htmlError')) return webPage;
  if (erp.misbehaviour.strikes('errorRate')) return overloaded(erp, switches.errorStatus);
  const answer = request.method === 'GET' ? await serve(request) : await write(erp, request, serve);
  const isCut = answer.status === 200 && erp.misbehaviour.strikes('truncatedJson');
  return isCut ? truncated(answer) : answer;
}

async function write(erp: Erp, request: IncomingRequest, serve: Serve): Promise<Answer> {
  const fault = isOfBusiness(request) ? erp.misbehaviour.nextWrite() : 'none';
  if (fault === 'htmlError') return webPage;
  if (fault === 'tooManyRequests') return overloaded(erp, 429);
  if (fault === 'unavailable') return overloaded(erp, 503);
  if (fault === 'lateLanding' || erp.misbehaviour.strikes('lateLanding')) {
    erp.inBackground(landLater(erp, () => serve(request)));
    throw new ErpError(504, 'Unknown', 'The request took too long.');
  }
  const answer = spoilt(erp, fault, await serve(request));
  return erp.misbehaviour.strikes('commitThenTimeout') ? { ...answer, isWithheld: true } : answer;
}

/** Subscriptions are written too, but are no business. */
const isOfBusiness = ({ path }: IncomingRequest): boolean => !/\/subscriptions(?:\(|$)/.test(path);

/** The write is done; its answer is not what it should be. */
function spoilt(erp: Erp, fault: WriteFault, answer: Answer): Answer {
  switch (fault) {
    case 'unclearSilence':
      return { ...answer, isWithheld: true };
    case 'lostAnswer':
      return { ...answer, isLost: true };
    case 'unclearHtmlError':
      return webPage;
    case 'unclearServerError':
      return overloaded(erp, 500);
    case 'unclearTruncatedJson':
      return truncated(answer);
    case 'unclearWithoutId':
      return { ...answer, body: answer.body.replace(/"id":"[^"]*",/, '') };
    case 'clerkEdits':
      editByClerk(erp, answer);
      return answer;
    default:
      return answer;
  }
}

/** Somebody at the ERP changes the order before whoever sent it can read it back. */
function editByClerk(erp: Erp, answer: Answer): void {
  const { id } = JSON.parse(answer.body) as { id: string };
  const order = erp.records.find('salesOrders', id)?.fields;
  const line = order && orderLines(erp, order).find(({ quantity }) => quantity.gt(0));
  if (line) changeLines(erp, order, [{ sequence: line.sequence, quantity: line.quantity.plus(1) }]);
}

const truncated = (answer: Answer): Answer => ({
  ...answer,
  body: answer.body.slice(0, Math.ceil(answer.body.length / 2)),
});

async function landLater(erp: Erp, work: () => Promise<unknown>): Promise<void> {
  await wait(erp, erp.misbehaviour.switches.lateLandingMilliseconds);
  await work();
}

const wait = (erp: Erp, milliseconds: number): Promise<void> =>
  erp.clock.sleepUntil(erp.clock.now() + milliseconds, erp.closing);

function overloaded(erp: Erp, status: number): Answer {
  const { retryAfterSeconds } = erp.misbehaviour.switches;
  const code = status === 429 ? 'Application_TooManyRequests' : 'Internal_ServerError';
  return {
    status,
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
