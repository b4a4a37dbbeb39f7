import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

type Respond = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * An ERP inside, a listener outside on every address of this machine, and a record of every connection that this process tries to open,
 * wherever to. Both see what arrives only; the record sees what would have arrived elsewhere.
 */
export class TwoHosts {
  readonly asked: string[] = [];
  respond: Respond = (_, response) => response.end('{}');
  heardOutside = 0;
  readonly #attempts: string[] = [];
  readonly #inside = createServer((request, response) => {
    this.asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
    this.respond(request, response);
  });
  readonly #outside = createServer((_, response) => response.end('{}')).on('connection', () => {
    this.heardOutside += 1;
  });
  readonly #watch = (message: unknown): void => {
    const { socket } = message as { socket: Socket }; // the channel's own message
    socket.on('connectionAttempt', (ip, port) => this.#attempts.push(`${ip}:${port}`));
  };

  static async open(): Promise<TwoHosts> {
    const hosts = new TwoHosts();
    await once(hosts.#inside.listen(0, '127.0.0.1'), 'listening');
    await once(hosts.#outside.listen(0), 'listening');
    subscribe('net.client.socket', hosts.#watch);
    return hosts;
  }

  get inside(): string {
    return `127.0.0.1:${portOf(this.#inside.address())}`;
  }

  get outsidePort(): number {
    return portOf(this.#outside.address());
  }

  /** Every connection to anywhere but the ERP: tried here, or heard there. */
  strayed(): string[] {
    const elsewhere = this.#attempts.filter((address) => address !== this.inside);
    return this.heardOutside > elsewhere.length ? [...elsewhere, 'heard outside'] : elsewhere;
  }

  /** From now on the ERP gives this answer. */
  answers(body: object, status = 200, headers: Readonly<Record<string, string>> = {}): void {
    this.respond = (_, response) => response.writeHead(status, headers).end(JSON.stringify(body));
  }

  /** The placeholders of the corpus, filled. */
  filled(text: string): string {
    return text
      .replaceAll('{inside}', this.inside)
      .replaceAll('{outside}', `127.0.0.1:${this.outsidePort}`)
      .replaceAll('{port}', String(this.outsidePort));
  }

  forget(): void {
    this.asked.splice(0);
    this.#attempts.splice(0);
    this.heardOutside = 0;
  }

  close(): void {
    unsubscribe('net.client.socket', this.#watch);
    for (const server of [this.#inside, this.#outside]) {
      server.closeAllConnections();
      server.close();
    }
  }
}

const portOf = (address: AddressInfo | string | null): number => (address as AddressInfo).port; // it listens on TCP
