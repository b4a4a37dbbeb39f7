import { referenceOf } from '../../../domain/ledger/reference.ts';
import type { LedgerState } from '../../../domain/ledger/ledger-state.ts';
import { sha256 } from '../../../functions/shared/store/ledger/sha256.ts';
import { whatIsBelieved, whatIsSent } from './bugs-of-belief.ts';
import { withEffect, withEvents, withLedger, withRead, type Bug } from './bugs.ts';
import { COMPANY } from './scene.ts';
import { RULES } from './erp.ts';

const instant = (ms: number) => new Date(ms).toISOString();

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
      const payload = { ...parts.handOver.payload, reference: referenceOf(COMPANY, key, sha256) };
      return { ...parts, handOver: { ...parts.handOver, key, payload } };
    },
  },
  {
    name: 'one debtor per order instead of per account',
    debtorKey: (orderId) => `debtor/${orderId}`,
  },
];

export const plantedBugs: readonly Bug[] = [...whatWaits, ...whoSends, ...whatIsBelieved, ...whatIsSent];
