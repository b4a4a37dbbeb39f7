import { hashPayload } from '../../../domain/ledger/hashes.ts';
import type { LedgerState } from '../../../domain/ledger/ledger-state.ts';
import { referenceOf } from '../../../domain/ledger/reference.ts';
import { sha256 } from '../../../functions/shared/store/ledger/sha256.ts';
import { withAnswers, withEffect, withRead, type Bug, type Parts } from './bugs.ts';
import { COMPANY } from './scene.ts';

const hashOf = <Payload>({ handOver }: Parts<Payload>) => hashPayload(handOver.payload, sha256);

/** What the ERP's answers are taken for. */
export const whatIsBelieved: readonly Bug[] = [
  {
    name: 'no answer means not sent: tries again',
    plant: (parts) =>
      withAnswers(parts, (answer) =>
        answer.outcome === 'unknown' ? { outcome: 'not-sent', reason: answer.reason } : answer,
      ),
  },
  {
    name: 'a 5xx means rejected',
    plant: (parts) =>
      withAnswers(parts, (answer) =>
        answer.outcome === 'unknown' && answer.reason.startsWith('503')
          ? { outcome: 'rejected', reason: answer.reason }
          : answer,
      ),
  },
  {
    name: 'a 2xx without an id means accepted',
    plant: (parts) =>
      withAnswers(parts, (answer) =>
        answer.outcome === 'unknown' && answer.reason.startsWith('201')
          ? { outcome: 'accepted', externalId: 'undefined' }
          : answer,
      ),
  },
  {
    name: '"already exists" means success, uncompared',
    skipsParity: true,
    plant: (parts) =>
      withAnswers(parts, async (answer, payload) => {
        if (answer.outcome !== 'unknown' || !answer.reason.startsWith('It exists')) return answer;
        const reference = referenceOf(COMPANY, parts.handOver.key, sha256);
        const existing = await parts.effect.find({ reference, payload });
        return existing ? { outcome: 'accepted', externalId: existing.externalId } : answer;
      }),
  },
  {
    name: 'a find is not compared',
    skipsParity: true,
    plant: (parts) => withEffect(parts, { differences: () => Promise.resolve([]) }),
  },
  {
    name: 'a draft counts as complete',
    plant: (parts) =>
      withEffect(parts, {
        find: async (search) => {
          const found = await parts.effect.find(search);
          return found && { ...found, complete: true };
        },
      }),
  },
  {
    name: 'does not look up before it sends',
    plant: (parts) => {
      let status: string | undefined;
      const seen = withRead(parts, (state) => {
        status = state?.status;
        return state;
      });
      const find: typeof parts.effect.find = (search) =>
        status === 'planned' ? Promise.resolve(undefined) : parts.effect.find(search);
      return withEffect(seen, { find });
    },
  },
];

/** What is sent under a plan. */
export const whatIsSent: readonly Bug[] = [
  {
    name: 'the payload hash is not checked',
    plant: (parts) => withRead(parts, (state) => state && { ...state, payloadHash: hashOf(parts) }),
  },
  {
    name: 'a release does not check the revision',
    plant: (parts) =>
      withRead(parts, (state) => (isReleased(state) ? { ...state, payloadHash: hashOf(parts) } : state)),
  },
  {
    name: 'a new revision is planned while the old one is unknown',
    plant: (parts) =>
      withRead(parts, (state) =>
        state?.status === 'unknown' && state.payloadHash !== hashOf(parts)
          ? { ...state, status: 'planned', quietUntil: undefined }
          : state,
      ),
  },
];

const isReleased = (state: LedgerState | undefined): state is LedgerState =>
  state?.status === 'planned' && state.attempts === 0 && state.fence > 0;
