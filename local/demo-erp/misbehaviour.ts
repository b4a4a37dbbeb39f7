import * as z from 'zod';
import type { Settings } from './store/settings.ts';

/** How often something happens: 0 never, 1 always; `true` and `false` are those two. */
const rate = z
  .union([z.boolean(), z.number().min(0).max(1)])
  .transform(Number)
  .default(0);
const milliseconds = z.number().int().min(0).max(600_000).default(0);

/** What may happen to one write, whatever the rates say. Names that begin with `lost` or `unclear` are of writes that were done. */
const writeFaults = [
  'none',
  'lateLanding',
  'tooManyRequests',
  'unavailable',
  'htmlError',
  'unclearSilence',
  'unclearHtmlError',
  'unclearTruncatedJson',
  'unclearWithoutId',
  'unclearServerError',
  'lostAnswer',
  'clerkEdits',
] as const;
export type WriteFault = (typeof writeFaults)[number];

/** All switches; an ERP without any of them set behaves well. */
export const switchesSchema = z.strictObject({
  /** Every API answer waits this long. */
  latencyMilliseconds: milliseconds,
  /** API requests answered with `errorStatus` and, when set, `Retry-After`, before anything is done. */
  errorRate: rate,
  errorStatus: z.union([z.literal(429), z.literal(503), z.literal(504), z.literal(500)]).default(503),
  retryAfterSeconds: z.number().int().min(0).nullable().default(null),
  /** Successful API answers cut in the middle of their JSON, and API errors shown as a web page. */
  truncatedJson: rate,
  htmlError: rate,
  tokenExpirySeconds: z.number().int().min(1).max(86_400).default(3_600),
  /** Writes that are done although the caller never hears of it. */
  commitThenTimeout: rate,
  /** Writes answered 504 at once and done `lateLandingMilliseconds` later. */
  lateLanding: rate,
  lateLandingMilliseconds: milliseconds.default(1_000),
  /** What happens to the next writes of customers and orders, one after the other; each is used up. */
  nextWrites: z.array(z.enum(writeFaults)).max(1_000).default([]),
  /** A second order with an external document number that exists is answered 409; Business Central takes it. */
  refuseExisting: z.boolean().default(false),
  duplicateWebhooks: rate,
  /** Webhooks held back so that later ones overtake them, with their entries turned around. */
  reorderWebhooks: rate,
  dropWebhooks: rate,
  delayWebhooksMilliseconds: milliseconds,
  /** Webhooks start with U+FEFF, as before version 19. */
  byteOrderMark: z.boolean().default(false),
  /** Enum names with blanks are written as `_x0020_`. */
  escapeEnumNames: z.boolean().default(false),
});
export type Switches = z.infer<typeof switchesSchema>;
type Rate = 'errorRate' | 'truncatedJson' | 'htmlError' | 'commitThenTimeout' | 'lateLanding';
type WebhookRate = 'duplicateWebhooks' | 'reorderWebhooks' | 'dropWebhooks';

/** The switches, kept over restarts, and the dice they are thrown with. */
export class Misbehaviour {
  readonly #settings: Settings;
  readonly #random: () => number;
  #switches: Switches;

  constructor(settings: Settings, random: () => number) {
    this.#settings = settings;
    this.#random = random;
    this.#switches = switchesSchema.parse(JSON.parse(settings.get('misbehaviour') ?? '{}'));
  }

  get switches(): Switches {
    return this.#switches;
  }

  replace(switches: Switches): void {
    this.#switches = switches;
    this.#settings.set('misbehaviour', JSON.stringify(switches));
  }

  /** Takes what is to happen to this write. */
  nextWrite(): WriteFault {
    const [next = 'none', ...rest] = this.#switches.nextWrites;
    if (this.#switches.nextWrites.length > 0) this.replace({ ...this.#switches, nextWrites: rest });
    return next;
  }

  strikes(name: Rate | WebhookRate): boolean {
    return this.#random() < this.#switches[name];
  }
}
