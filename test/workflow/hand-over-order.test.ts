import { describe, expect, it } from 'vitest';
import { runStateMachine, type StateTask } from '../../local/cloud/step-functions/run-state-machine.ts';
import { skippingClock } from '../../local/cloud/step-functions/skipping-clock.ts';
import { invoked, NamedError, readStateMachine } from '../support/state-machine-files.ts';

const machine = readStateMachine('hand-over-order');
const order = { company: 'acme-at', orderId: 'ord_1' };
const NOON = Date.UTC(2026, 0, 15, 12);

type Payload = Readonly<Record<string, unknown>>;
interface Call {
  readonly Payload: Payload;
}

/** A run in which every step succeeds at once, except those a test replaces. */
async function run(tasks: Record<string, StateTask> = {}) {
  const given: Record<string, StateTask> = {
    ValidateOrder: () => invoked({ outcome: 'ready' }),
    EnsureDebtor: () => invoked({ outcome: 'confirmed' }),
    CreateOrder: () => invoked({ outcome: 'confirmed' }),
    ConfirmOrder: () => invoked({ outcome: 'confirmed' }),
    ParkOrder: () => invoked({ outcome: 'parked' }),
    ...tasks,
  };
  const called: { state: string; payload: Payload }[] = [];
  const noting = Object.entries(given).map(([state, task]): [string, StateTask] => [
    state,
    (call: Call, context) => {
      called.push({ state, payload: call.Payload });
      return task(call as never, context);
    },
  ]);
  const clock = skippingClock(NOON);
  const ended = await runStateMachine(machine, order, { tasks: Object.fromEntries(noting), clock });
  const parkedWith = called.findLast(({ state }) => state === 'ParkOrder')?.payload.why;
  return {
    ...ended,
    called: called.map(({ state }) => state),
    payloads: called,
    parkedWith,
    endedAt: clock.now(),
  };
}

/** Answers one after the other; the last one stays. */
function inTurn(...answers: Payload[]): StateTask {
  const waiting = [...answers];
  return () => invoked(waiting.length > 1 ? waiting.shift() : waiting[0]);
}

const failing =
  (name: string): StateTask =>
  () => {
    throw new NamedError(name, 'why it failed');
  };

describe('hand-over-order', () => {
  it('validates, ensures the debtor, creates the order, compares and links (O-6)', async () => {
    const { status, called, payloads, states } = await run();

    expect(status).toBe('SUCCEEDED');
    expect(called).toEqual(['ValidateOrder', 'EnsureDebtor', 'CreateOrder', 'ConfirmOrder']);
    expect(states.at(-1)).toBe('HandedOver');
    for (const { payload } of payloads) expect(payload).toEqual({ ...order, actor: 'run' });
  });

  it('does nothing where nothing is to be done', async () => {
    const { called, states } = await run({ ValidateOrder: inTurn({ outcome: 'done' }) });

    expect(called).toEqual(['ValidateOrder']);
    expect(states.at(-1)).toBe('NothingToDo');
  });

  it('parks what cannot be handed over, before anything was sent', async () => {
    const blocked = { outcome: 'parked', code: 'debtor-blocked', reason: 'Debtor 10000 is blocked.' };
    const { called, parkedWith, states } = await run({ ValidateOrder: inTurn(blocked) });

    expect(called).toEqual(['ValidateOrder', 'ParkOrder']);
    expect(parkedWith).toEqual(blocked);
    expect(states.at(-1)).toBe('Parked');
  });

  it.each(['EnsureDebtor', 'CreateOrder', 'ConfirmOrder'])(
    '%s is asked again at the time it names, until it is sure',
    async (step) => {
      const until = (minutes: number) => new Date(NOON + minutes * 60_000).toISOString();
      const answers = [1, 5, 16].map((minutes) => ({ outcome: 'wait', until: until(minutes) }));
      const { called, states, endedAt } = await run({ [step]: inTurn(...answers, { outcome: 'confirmed' }) });

      expect(called.filter((state) => state === step)).toHaveLength(4);
      expect(states.at(-1)).toBe('HandedOver');
      expect(endedAt).toBe(NOON + 16 * 60_000);
    },
  );

  it.each(['EnsureDebtor', 'CreateOrder', 'ConfirmOrder'])(
    '%s parks with the reason of the function',
    async (step) => {
      const why = {
        outcome: 'rejected',
        code: 'erp-rejected',
        reason: 'The ERP answered 400: no such item.',
      };
      const { status, called, parkedWith } = await run({ [step]: inTurn(why) });

      expect(status).toBe('SUCCEEDED');
      expect(called.at(-1)).toBe('ParkOrder');
      expect(parkedWith).toEqual(why);
    },
  );

  it.each(['ValidateOrder', 'EnsureDebtor', 'CreateOrder', 'ConfirmOrder'])(
    'a fault nobody foresaw in %s parks, with what is known of it',
    async (step) => {
      const { status, called, parkedWith, states } = await run({ [step]: failing('TypeError') });

      expect(status).toBe('SUCCEEDED');
      expect(called.at(-1)).toBe('ParkOrder');
      expect(parkedWith).toMatchObject({ failure: { Error: 'TypeError' } });
      expect(states.at(-1)).toBe('Parked');
    },
  );

  it.each(['ValidateOrder', 'EnsureDebtor', 'CreateOrder', 'ConfirmOrder', 'ParkOrder'])(
    '%s is tried again where AWS or a second writer was in the way',
    async (step) => {
      let failures = 0;
      const { called, states } = await run({
        ...(step === 'ParkOrder' && { ValidateOrder: inTurn({ outcome: 'parked' }) }),
        [step]: () => {
          failures += 1;
          if (failures === 1) throw new NamedError('ConcurrentChangeError', 'somebody was faster');
          if (failures === 2) throw new NamedError('Lambda.TooManyRequestsException', 'later');
          return invoked({ outcome: step === 'ValidateOrder' ? 'ready' : 'confirmed' });
        },
      });

      expect(called.filter((state) => state === step)).toHaveLength(3);
      expect(states.at(-1)).toBe(step === 'ParkOrder' ? 'Parked' : 'HandedOver');
    },
  );

  it('an ERP that cannot be read back now is asked again', async () => {
    let calls = 0;
    const ConfirmOrder: StateTask = () => {
      calls += 1;
      if (calls < 3) throw new NamedError('ErpUnavailableError', 'later');
      return invoked({ outcome: 'confirmed' });
    };

    expect((await run({ ConfirmOrder })).states.at(-1)).toBe('HandedOver');
  });

  it('fails for the operator when not even parking works', async () => {
    const { status, error, states } = await run({
      CreateOrder: failing('TypeError'),
      ParkOrder: failing('RangeError'),
    });

    expect({ status, error }).toEqual({ status: 'FAILED', error: 'RangeError' });
    expect(states.at(-1)).toBe('OrderUnparked');
  });
});

describe('hand-over-order without an ERP (O-10)', () => {
  const withoutErp = { ValidateOrder: inTurn({ outcome: 'without-erp' }) };

  it('makes the invoice and then its document', async () => {
    const { called, payloads, states } = await run({
      ...withoutErp,
      IssueInvoice: inTurn({ invoiceId: 'inv_1' }),
      RenderInvoice: inTurn({ key: 'acme-at/invoices/inv_1.pdf' }),
    });

    expect(called).toEqual(['ValidateOrder', 'IssueInvoice', 'RenderInvoice']);
    expect(payloads.at(-1)?.payload).toEqual({ action: 'render-invoice', ...order });
    expect(states.at(-1)).toBe('InvoiceIssued');
  });

  it('parks where no invoice can be made', async () => {
    const { parkedWith } = await run({ ...withoutErp, IssueInvoice: failing('ErpRejectedError') });

    expect(parkedWith).toMatchObject({ failure: { Error: 'ErpRejectedError' } });
  });

  it('a document that cannot be made tells the operator; the invoice stands', async () => {
    const { status, states } = await run({
      ...withoutErp,
      IssueInvoice: inTurn({ invoiceId: 'inv_1' }),
      RenderInvoice: failing('TypeError'),
    });

    expect(status).toBe('FAILED');
    expect(states.at(-1)).toBe('InvoiceUnprinted');
    expect(states).not.toContain('ParkOrder');
  });
});
