import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../cloud/clock.ts';
import { AccessTokens } from './api/access-tokens.ts';
import { Misbehaviour } from './misbehaviour.ts';
import { ErpError } from './records/erp-error.ts';
import { companyIdFor, plantCompany } from './seed/plant-company.ts';
import { inTransaction } from './store/database.ts';
import { NumberSeries } from './store/number-series.ts';
import { Records } from './store/records.ts';
import { Settings } from './store/settings.ts';
import { Snapshots } from './store/snapshots.ts';
import { Subscriptions } from './subscriptions/subscriptions.ts';
import { ChangeLog } from './webhooks/change-log.ts';
import { Deliveries } from './webhooks/deliveries.ts';
import { DeliveryJournal } from './webhooks/delivery-journal.ts';
import { Notifier } from './webhooks/notifier.ts';
import type { RetryRule } from './webhooks/outcome.ts';
import { Pump } from './webhooks/pump.ts';

export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface ErpOptions {
  readonly clock: Clock;
  readonly seed: string;
  readonly credentials: Credentials;
  /** How long changes of a record are merged before the notification; Business Central waits 30 s. */
  readonly windowMilliseconds: number;
  /** More changed records than this in one window become one `collection` entry. */
  readonly collectionThreshold: number;
  readonly handshakeMilliseconds: number;
  readonly notificationMilliseconds: number;
  readonly retry: RetryRule;
  readonly random: () => number;
}

/** The name of the snapshot taken right after seeding. */
export const firstSnapshot = 'seed';

/** The ERP without its web server: state, rules and the pump that notifies subscribers. */
export class Erp {
  readonly options: ErpOptions;
  readonly clock: Clock;
  readonly credentials: Credentials;
  readonly companyName = 'Musterbau Demo GmbH';
  readonly companyId: string;
  readonly records: Records;
  readonly numbers: NumberSeries;
  readonly snapshots: Snapshots;
  readonly subscriptions: Subscriptions;
  readonly tokens: AccessTokens;
  readonly misbehaviour: Misbehaviour;
  readonly journal = new DeliveryJournal();
  readonly #pump: Pump;
  readonly #closing = new AbortController();
  readonly #background = new Set<Promise<void>>();

  constructor(database: DatabaseSync, options: ErpOptions) {
    const settings = new Settings(database);
    this.options = options;
    this.clock = options.clock;
    this.credentials = options.credentials;
    this.numbers = new NumberSeries(database);
    this.snapshots = new Snapshots(database);
    this.subscriptions = new Subscriptions(database, options.clock);
    this.tokens = new AccessTokens(settings, options.clock);
    this.misbehaviour = new Misbehaviour(settings, options.random);
    const changes = new ChangeLog(database, this.subscriptions, options.clock);
    this.#pump = new Pump(this.#notifier(database, changes), options.clock);
    this.records = new Records(database, {
      clock: options.clock,
      onChange: (change) => {
        if (changes.record(change)) this.#pump.wake();
      },
    });
    const seed = this.#plantOnce(settings);
    this.companyId = companyIdFor(seed);
    this.#pump.start();
  }

  /** Aborted when the ERP shuts down. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  /** Work that goes on after the answer; it ends, or is aborted by `closing`, before the ERP is closed. */
  inBackground(work: Promise<void>): void {
    const watched = work.catch((error: unknown) => {
      // A refusal has nobody left to hear it; all else is a bug.
      if (!this.closing.aborted && !(error instanceof ErpError)) throw error;
    });
    this.#background.add(watched);
    void watched.finally(() => this.#background.delete(watched));
  }

  restore(snapshot: string): void {
    this.snapshots.restore(snapshot);
    this.records.reload();
  }

  settled(): Promise<void> {
    return this.#pump.settled();
  }

  async close(): Promise<void> {
    this.#closing.abort(new Error('The demo ERP is shutting down.'));
    await this.#pump.stop();
    await Promise.allSettled(this.#background);
  }

  /** An ERP that was filled before keeps its company, whatever seed it is started with now. */
  #plantOnce(settings: Settings): string {
    const planted = settings.get('seed');
    if (planted !== undefined) return planted;
    const { seed, clock } = this.options;
    this.records.together(() => {
      plantCompany({ seed, records: this.records, numbers: this.numbers, now: clock.now() });
      this.snapshots.take(firstSnapshot, clock.now());
      settings.set('seed', seed);
    });
    return seed;
  }

  #notifier(database: DatabaseSync, changes: ChangeLog): Notifier {
    const { clock, windowMilliseconds, collectionThreshold, notificationMilliseconds, retry } = this.options;
    return new Notifier({
      clock,
      changes,
      deliveries: new Deliveries(database),
      subscriptions: this.subscriptions,
      misbehaviour: this.misbehaviour,
      journal: this.journal,
      options: {
        windowMilliseconds,
        collectionThreshold,
        timeoutMilliseconds: notificationMilliseconds,
        retry,
      },
      together: (work) => inTransaction(database, work),
    });
  }
}
