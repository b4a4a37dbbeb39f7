import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { signStandardWebhook } from '../../../cli/standard-webhook.ts';

const MOST_TRIES = 40;
const PAUSE_MS = 10;

/** One webhook as its sender keeps it until it was taken over. */
export interface Outgoing {
  readonly id: string;
  readonly body: Buffer;
}

export interface SenderOptions {
  readonly secret: string;
  readonly path: string;
  /** Requests under way at the same time. */
  readonly width: number;
  /** Told after every webhook that was answered with 2xx. */
  readonly onAnswered: (count: number) => void;
}

/** Posts webhooks as real senders do: signed anew for each try, and again until the answer is 2xx. */
export class WebhookSender {
  /** How often each webhook was tried; all of them ended with a 2xx. */
  readonly tries = new Map<string, number>();
  readonly #options: SenderOptions;
  readonly #agent: Agent;
  #answered = 0;

  constructor(options: SenderOptions) {
    this.#options = options;
    this.#agent = new Agent({ keepAlive: true, maxSockets: options.width });
  }

  /** `whereTo` gives the present address of the Webhook API, once there is one again. */
  async sendAll(webhooks: readonly Outgoing[], whereTo: () => Promise<string>): Promise<void> {
    const rest = webhooks.values();
    const worker = async (): Promise<void> => {
      for (const webhook of rest) await this.#sendUntilTaken(webhook, whereTo);
    };
    await Promise.all(Array.from({ length: this.#options.width }, worker));
    this.#agent.destroy();
  }

  async #sendUntilTaken(webhook: Outgoing, whereTo: () => Promise<string>): Promise<void> {
    for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
      this.tries.set(webhook.id, tries);
      const status = await this.#post(new URL(this.#options.path, await whereTo()), webhook);
      if (status >= 200 && status < 300) return this.#options.onAnswered((this.#answered += 1));
      if (status >= 400 && status < 500) break;
      await pause(tries * PAUSE_MS);
    }
    throw new Error(`${webhook.id} was not taken over.`);
  }

  /** 0 where no answer came. */
  #post(url: URL, { id, body }: Outgoing): Promise<number> {
    const signed = signStandardWebhook(body, { id, secret: this.#options.secret, at: new Date() });
    const headers = { ...signed, 'content-length': String(body.length) };
    return new Promise((resolve) => {
      const call = request(url, { method: 'POST', agent: this.#agent, headers }, (response) => {
        response.resume();
        response.once('end', () => resolve(response.statusCode ?? 0)).once('error', () => resolve(0));
      });
      call.once('error', () => resolve(0)).end(body);
    });
  }
}
