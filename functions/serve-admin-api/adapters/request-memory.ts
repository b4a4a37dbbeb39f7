import type { RequestMemory } from '../../shared/http/idempotency.ts';
import { beginRequest, forgetRequest, keepAnswer } from '../../shared/store/idempotency.ts';
import type { AdminPorts } from '../ports.ts';

export const requestMemory = ({ store, now }: Pick<AdminPorts, 'store' | 'now'>): RequestMemory => ({
  begin: (request) => beginRequest(store, request, now().getTime()),
  keep: (request, answer) =>
    keepAnswer(store, request, {
      answer: { ...answer, headers: { ...answer.headers } },
      nowMs: now().getTime(),
    }),
  forget: (request) => forgetRequest(store, request),
});
