import type { Erp } from '../erp.ts';
import { json } from '../http/messages.ts';
import type { Answer, IncomingRequest } from '../http/messages.ts';
import { isEntitySet } from '../records/entity-sets.ts';
import { ErpError, unknownSegment } from '../records/erp-error.ts';
import { readCompanies, readCompany } from './read-companies.ts';
import { readEntities } from './read-entities.ts';
import { parseSegments } from './segments.ts';
import { serveSubscriptions } from './serve-subscriptions.ts';
import { writeEntities } from './write-entities.ts';

export const apiPrefix = '/api/v2.0/';

/** Everything under `/api/v2.0/`, for callers with a valid token. */
export async function serveApi(erp: Erp, request: IncomingRequest): Promise<Answer> {
  if (!isAuthorized(erp, request)) {
    const error = {
      code: 'Authentication_InvalidCredentials',
      message: 'The server has rejected the client credentials.',
    };
    return json(401, { error }, { 'www-authenticate': 'Bearer' });
  }
  const [first, ...rest] = parseSegments(request.path.slice(apiPrefix.length));
  if (first?.name === 'subscriptions' && rest.length === 0)
    return serveSubscriptions(erp, request, first.key);
  if (first?.name !== 'companies') throw unknownSegment(first?.name ?? '');
  return serveCompanies(erp, request, { key: first.key, rest });
}

async function serveCompanies(
  erp: Erp,
  request: IncomingRequest,
  { key, rest }: { key: string | undefined; rest: ReturnType<typeof parseSegments> },
): Promise<Answer> {
  if (key !== undefined && key.toLowerCase() !== erp.companyId) {
    throw new ErpError(404, 'Internal_CompanyNotFound', `Cannot find the company '${key}'.`);
  }
  const [next, ...beyond] = rest;
  if (!next) return key === undefined ? readCompanies(erp) : readCompany(erp);
  if (key === undefined) throw unknownSegment(next.name);
  if (next.name === 'subscriptions' && beyond.length === 0) return serveSubscriptions(erp, request, next.key);
  if (!isEntitySet(next.name)) throw unknownSegment(next.name);
  const serve = request.method === 'GET' ? readEntities : writeEntities;
  return serve(erp, request, { set: next.name, key: next.key, rest: beyond });
}

function isAuthorized(erp: Erp, { headers }: IncomingRequest): boolean {
  const token = /^Bearer (.+)$/i.exec(headers['authorization'] ?? '')?.[1];
  return token !== undefined && erp.tokens.isValid(token);
}
