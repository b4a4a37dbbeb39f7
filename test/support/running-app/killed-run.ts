import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { seeded, seedFrom, type Seeded } from '../seeded.ts';
import { busyErp } from '../stories/busy-erp.ts';
import { tell, type Story, type Told } from '../stories/story.ts';
import { AppProcess, demoSigningSecret } from './app-process.ts';
import type { StoredData } from './stored-data.ts';
import { WebhookSender, type Outgoing } from './webhook-sender.ts';

export interface KilledRunOptions {
  /** At least so many are sent; some of them twice. */
  readonly webhooks: number;
  readonly kills: number;
}

export type ToldStory = Story & { readonly told: readonly Told[] };

/** How often one body was taken over for certain, and how often it may have been. */
export interface Sent {
  readonly hash: string;
  readonly answers: number;
  readonly tries: number;
}

const SENT_TWICE = 0.1;
const WIDTH = 16;
const LONGEST_BOOT_MS = 2_000;

/** A sender tells many stories in any order while the application is killed at moments that the seed decides. */
export class KilledRun {
  readonly dataFolder = mkdtempSync(join(tmpdir(), 'orderseam-kill-'));
  readonly stories: readonly ToldStory[];
  readonly #webhooks: readonly Outgoing[];
  readonly #killsAfter: ReadonlySet<number>;
  readonly #killedBootMs: number;
  readonly #app = new AppProcess(this.dataFolder);
  readonly #sender: WebhookSender;
  #address = '';
  #restarting: Promise<void> = Promise.resolve();

  constructor({ webhooks, kills }: KilledRunOptions) {
    const seed = seedFrom('ORDERSEAM_KILL_SEED');
    process.stdout.write(`ORDERSEAM_KILL_SEED=${seed}\n`);
    const chance = seeded(seed);
    this.stories = busyErp(chance, webhooks).map((story) => ({
      ...story,
      told: tell(story, 'version and time'),
    }));
    this.#webhooks = outgoing(this.stories, chance);
    this.#killsAfter = momentsToKill(chance, { kills, webhooks: this.#webhooks.length });
    this.#killedBootMs = chance.below(LONGEST_BOOT_MS);
    this.#sender = new WebhookSender({
      ...{ secret: demoSigningSecret, path: '/hooks/standard', width: WIDTH },
      onAnswered: (count) => {
        if (this.#killsAfter.has(count)) this.#restarting = this.#killAndStart();
      },
    });
  }

  /** Resolves when every webhook was answered and the application runs again after its last kill. */
  async play(): Promise<void> {
    await this.#start();
    await this.#sender.sendAll(this.#webhooks, async () => {
      await this.#restarting;
      return this.#address;
    });
    await this.#restarting;
  }

  /** Waits until no queue holds anything any more. */
  async untilQuiet(data: StoredData): Promise<void> {
    const isQuiet = async () => expect(await data.queued()).toMatchObject({ waiting: 0 });
    await vi.waitFor(isQuiet, { timeout: 60_000, interval: 100 });
  }

  sent(): Sent[] {
    const byHash = Map.groupBy(this.#webhooks, ({ body }) => createHash('sha256').update(body).digest('hex'));
    return [...byHash].map(([hash, webhooks]) => ({
      ...{ hash, answers: webhooks.length },
      tries: webhooks.reduce((sum, { id }) => sum + (this.#sender.tries.get(id) ?? 0), 0),
    }));
  }

  kill(): Promise<void> {
    return this.#app.kill();
  }

  async end(): Promise<void> {
    await this.kill();
    rmSync(this.dataFolder, { recursive: true, force: true });
  }

  async #start(): Promise<void> {
    this.#address = (await this.#app.start()).webhooks;
  }

  /** The first start after a kill is killed too, so that half a boot is among what is recovered from. */
  async #killAndStart(): Promise<void> {
    await this.#app.kill();
    await this.#app.startAndKillAfter(this.#killedBootMs);
    await this.#start();
  }
}

function outgoing(stories: readonly ToldStory[], chance: Seeded): Outgoing[] {
  const bodies = stories.flatMap(({ told }) => told.map((body) => Buffer.from(JSON.stringify(body))));
  const twice = bodies.filter(() => chance.happens(SENT_TWICE));
  return chance.shuffled([...bodies, ...twice]).map((body, index) => ({ id: `msg_${index}`, body }));
}

/** Always after the last answer too, while the queues are still full. */
function momentsToKill(
  chance: Seeded,
  { kills, webhooks }: { readonly kills: number; readonly webhooks: number },
): ReadonlySet<number> {
  const moments = new Set([webhooks]);
  while (moments.size < kills) moments.add(1 + chance.below(webhooks));
  return moments;
}
