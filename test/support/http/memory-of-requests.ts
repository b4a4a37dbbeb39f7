import type {
  BegunRequest,
  IdempotentRequest,
  KeptAnswer,
  RequestMemory,
} from '../../../functions/shared/http/idempotency.ts';

/** Remembers requests in a map, with the same answers as the table. */
export function memoryOfRequests(): RequestMemory {
  const entries = new Map<string, { requestHash: string; answer?: KeptAnswer }>();
  const idOf = (request: IdempotentRequest) => `${request.company}/${request.key}`;
  return {
    begin: (request) => Promise.resolve(begin(entries, idOf(request), request)),
    keep: (request, answer) => {
      entries.set(idOf(request), { requestHash: request.requestHash, answer });
      return Promise.resolve();
    },
    forget: (request) => {
      entries.delete(idOf(request));
      return Promise.resolve();
    },
  };
}

function begin(
  entries: Map<string, { requestHash: string; answer?: KeptAnswer }>,
  id: string,
  { requestHash }: IdempotentRequest,
): BegunRequest {
  const known = entries.get(id);
  if (!known) {
    entries.set(id, { requestHash });
    return { state: 'begun' };
  }
  if (known.requestHash !== requestHash) return { state: 'other-request' };
  return known.answer ? { state: 'answered', answer: known.answer } : { state: 'in-progress' };
}
