import type { LedgerEvent } from '../../../domain/ledger/ledger-event.ts';
import type { LedgerState } from '../../../domain/ledger/ledger-state.ts';
import type { WriteAnswer } from '../../../functions/shared/erp/outbound/erp-writer.ts';
import type {
  Effect,
  HandOver,
  LedgerPort,
  TransferPorts,
} from '../../../functions/shared/hand-over/ports.ts';
import type { LedgerAppend } from '../../../domain/ledger/next-entries.ts';

/** All that goes into a transfer; a planted bug changes it on the way, so that production code has no switches. */
export interface Parts<Payload> {
  readonly handOver: HandOver<Payload>;
  readonly effect: Effect<Payload>;
  readonly ports: TransferPorts;
}

export interface Bug {
  readonly name: string;
  plant?: <Payload>(parts: Parts<Payload>) => Parts<Payload>;
  debtorKey?: (orderId: string) => string;
  readonly skipsParity?: boolean;
}

/** Another view of what is stored. */
export function withRead<Payload>(
  parts: Parts<Payload>,
  see: (state: LedgerState | undefined, parts: Parts<Payload>) => LedgerState | undefined,
): Parts<Payload> {
  const { ledger } = parts.ports;
  return withLedger(parts, {
    ...ledger,
    read: async (company, key) => see(await ledger.read(company, key), parts),
  });
}

export function withEvents<Payload>(
  parts: Parts<Payload>,
  rewrite: (event: LedgerEvent, append: LedgerAppend) => LedgerEvent,
): Parts<Payload> {
  const { ledger } = parts.ports;
  const rewritten = (append: LedgerAppend): LedgerAppend => {
    const [first, ...others] = append.events;
    return { ...append, events: [rewrite(first, append), ...others.map((event) => rewrite(event, append))] };
  };
  return withLedger(parts, { ...ledger, append: (append) => ledger.append(rewritten(append)) });
}

export const withLedger = <Payload>(parts: Parts<Payload>, ledger: LedgerPort): Parts<Payload> => ({
  ...parts,
  ports: { ...parts.ports, ledger },
});

export const withEffect = <Payload>(
  parts: Parts<Payload>,
  effect: Partial<Effect<Payload>>,
): Parts<Payload> => ({
  ...parts,
  effect: { ...parts.effect, ...effect },
});

/** Another reading of the ERP's answers. */
export function withAnswers<Payload>(
  parts: Parts<Payload>,
  hear: (answer: WriteAnswer, payload: Payload) => WriteAnswer | Promise<WriteAnswer>,
): Parts<Payload> {
  const { effect } = parts;
  return withEffect(parts, {
    write: async (payload, right) => hear(await effect.write(payload, right), payload),
    complete: async (payload, id, right) => hear(await effect.complete(payload, id, right), payload),
  });
}
