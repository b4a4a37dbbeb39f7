import { hashPayload } from '../../../domain/ledger/hashes.ts';
import { referenceOf } from '../../../domain/ledger/reference.ts';
import type { LedgerState } from '../../../domain/ledger/ledger-state.ts';
import { sha256 } from '../../../functions/shared/store/ledger/sha256.ts';
import { withAnswers, withEffect, withEvents, withLedger, withRead, type Bug, type Parts } from './bugs.ts';
import { RULES } from './erp.ts';

const instant = (ms: number) => new Date(ms).toISOString();
const hashOf = <Payload>({ handOver }: Parts<Payload>) => hashPayload(handOver.payload, sha256);

const whatWaits: readonly Bug[] = [
  {
    name: 'no quiet time',
    plant: (parts) => withEffect(parts, { rules: { ...RULES, quietSeconds: 0 } }),
  },
  {
    name: 'absence believed before the quiet time',
    plant: (parts) =>
      withRead(
        parts,
        (state) => state && { ...state, ...(state.quietUntil && { quietUntil: state.changedAt }) },
      ),
  },
  {
    name: 'quiet time counted from the start of sending, not from the end of the right to send',
    plant: (parts) =>
      withEvents(parts, (event, { before }) =>
        event.type === 'unknown' && before
          ? { ...event, quietUntil: instant(Date.parse(before.changedAt) + RULES.quietSeconds * 1_000) }
          : event,
      ),
  },
  {
    name: 'whoever sends is given up at once',
    plant: (parts) =>
      withRead(parts, (state) =>
        state?.sendBefore === undefined
          ? state
          : { ...state, sendBefore: instant(Date.parse(state.changedAt) - 700_000) },
      ),
  },
];

const whoSends: readonly Bug[] = [
  {
    name: 'no fencing: appends whatever the state is by now',
    plant: (parts) => {
      const { ledger } = parts.ports;
      return withLedger(parts, {
        ...ledger,
        append: async (append) => {
          const now = await ledger.read(append.company, append.key);
          const before = append.before && now ? { ...append.before, keySequence: now.keySequence } : now;
          return ledger.append({ ...append, before });
        },
      });
    },
  },
  {
    name: 'a worker that slept beyond its right sends all the same',
    plant: (parts) => {
      const { effect, ports } = parts;
      let frozen: number | undefined;
      const ledger = {
        ...ports.ledger,
        append: (append: Parameters<typeof ports.ledger.append>[0]) => {
          frozen = append.events.some(({ type }) => type === 'sending') ? ports.now() : undefined;
          return ports.ledger.append(append);
        },
      };
      return {
        ...parts,
        ports: { ...ports, ledger, now: () => frozen ?? ports.now() },
        effect: {
          ...effect,
          write: (payload, right) => effect.write(payload, { ...right, sendBefore: Infinity }),
        },
      };
    },
  },
  {
    name: 'sends first, writes down afterwards',
    plant: (parts) => {
      const { effect, ports } = parts;
      let kept: Parameters<typeof ports.ledger.append>[0] | undefined;
      const ledger: typeof ports.ledger = {
        ...ports.ledger,
        append: async (append) => {
          const [event] = append.events;
          if (event.type !== 'sending' || !append.before) return ports.ledger.append(append);
          kept = append;
          const { fence, attempt, sendBefore } = event;
          const state: LedgerState = {
            ...append.before,
            status: 'sending',
            fence,
            attempts: attempt,
            sendBefore,
          };
          return { outcome: 'appended', state: { ...state, keySequence: state.keySequence + 1 } };
        },
      };
      const write: typeof effect.write = async (payload, right) => {
        const answer = await effect.write(payload, right);
        if (kept) await ports.ledger.append(kept);
        return answer;
      };
      return { ...parts, ports: { ...ports, ledger }, effect: { ...effect, write } };
    },
  },
  {
    name: 'deduplicates by the run instead of the order',
    plant: (parts) => {
      const key = `${parts.handOver.key}/${parts.handOver.actor}`;
      const payload = { ...parts.handOver.payload, reference: referenceOf('acme', key, sha256) };
      return { ...parts, handOver: { ...parts.handOver, key, payload } };
    },
  },
  {
    name: 'one debtor per order instead of per account',
    debtorKey: (orderId) => `debtor/${orderId}`,
  },
];

const whatIsBelieved: readonly Bug[] = [
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
        const reference = referenceOf('acme', parts.handOver.key, sha256);
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

const whatIsSent: readonly Bug[] = [
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

export const plantedBugs: readonly Bug[] = [...whatWaits, ...whoSends, ...whatIsBelieved, ...whatIsSent];
