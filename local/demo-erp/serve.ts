import { serveMisbehaving } from './api/misbehaving.ts';
import { apiPrefix, serveApi } from './api/serve-api.ts';
import { serveToken } from './api/token-endpoint.ts';
import { renderPage } from './control/page/page.ts';
import { serveControl } from './control/serve-control.ts';
import type { Erp } from './erp.ts';
import { html, json } from './http/messages.ts';
import type { Answer, IncomingRequest } from './http/messages.ts';
import { ErpError, unknownSegment } from './records/erp-error.ts';

/** Answers everything: the API for machines, `/demo` and the page for people. */
export async function serve(erp: Erp, request: IncomingRequest): Promise<Answer> {
  try {
    return await route(erp, request);
  } catch (error) {
    if (error instanceof ErpError) return failure(error.status, error.code, error.message);
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return failure(500, 'Internal_ServerError', error instanceof Error ? error.message : String(error));
  }
}

async function route(erp: Erp, request: IncomingRequest): Promise<Answer> {
  if (request.path === '/') return html(200, renderPage(erp, request.origin));
  if (request.path === '/oauth2/token') return serveToken(erp, request);
  if (request.path.startsWith('/demo/')) return serveControl(erp, request);
  if (!request.path.startsWith(apiPrefix)) throw unknownSegment(request.path);
  return serveMisbehaving(erp, request, (inner) => serveApi(erp, inner));
}

const failure = (status: number, code: string, message: string): Answer =>
  json(status, { error: { code, message } });
