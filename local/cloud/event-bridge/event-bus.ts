import type { Clock } from '../clock.ts';
import { openJournal, type Journal } from '../storage/journal.ts';
import { DeliveryPump, type Deliver, type PumpPorts } from './delivery-pump.ts';
import { openDeliveryStore, SCHEMA, type DeliveryStore } from './delivery-store.ts';
import { busNameOf, route, ruleOf, type Rule } from './rule.ts';
import type { BusEvent } from './targets/target-input.ts';

export interface EventBusOptions {
  readonly folder: string | undefined;
  readonly clock: Clock;
  readonly deliver: Deliver;
  readonly onLost: PumpPorts['onLost'];
}

export interface Addressed {
  readonly busName: string;
  readonly event: BusEvent;
}

/** All buses with their rules, and what is on its way from them. */
export class EventBuses {
  readonly clock: Clock;
  readonly pump: DeliveryPump;
  readonly rules = new Map<string, Rule>();
  readonly #names = new Set(['default']);
  readonly #journal: Journal;
  readonly #store: DeliveryStore;

  constructor(options: EventBusOptions) {
    this.clock = options.clock;
    this.#journal = openJournal({ folder: options.folder, name: 'event-bridge', schema: SCHEMA });
    this.#store = openDeliveryStore(this.#journal);
    this.pump = new DeliveryPump({ ...options, journal: this.#journal, store: this.#store });
  }

  has(nameOrArn: string): boolean {
    return this.#names.has(busNameOf(nameOrArn));
  }

  addBus(name: string): void {
    this.#names.add(name);
  }

  /** Adds the rule or replaces the one of its name on the same bus. */
  putRule(properties: unknown): Rule {
    const rule = ruleOf(properties);
    if (!this.has(rule.busName)) throw new Error(`Rule ${rule.name}: there is no bus '${rule.busName}'.`);
    this.rules.set(rule.arn, rule);
    return rule;
  }

  async start(): Promise<void> {
    await this.#journal.write(() => this.#store.release(this.clock.now()));
    this.pump.start();
  }

  /** Resolves when every delivery of every event is stored. What no rule wants is gone. */
  async publish(events: readonly Addressed[]): Promise<void> {
    const routed = events.flatMap(({ busName, event }) => route(this.rules.values(), busName, event));
    if (routed.length === 0) return;
    const now = this.clock.now();
    await this.#journal.write(() => routed.forEach((delivery) => this.#store.insert(delivery, now)));
    this.pump.announce();
  }

  pending(): number {
    return this.#store.count();
  }

  async close(): Promise<void> {
    await this.pump.close();
    this.#journal.close();
  }
}
