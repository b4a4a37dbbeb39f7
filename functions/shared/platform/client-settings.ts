import { requestHandler } from './request-handler.ts';
import { Sha256 } from './sha256.ts';

/** One for all, so that they share connections. */
export const sharedRequestHandler = requestHandler();

/** What leaves out what costs and tells nobody anything: each request and answer copied for a log that does not exist. */
export function withoutLog<Client extends Stacked>(client: Client): Client {
  client.middlewareStack.remove('loggerMiddleware');
  return client;
}

interface Stacked {
  readonly middlewareStack: { remove(name: string): boolean };
}

/** For every client of AWS: what a request goes through is put together once per command, and signing and sending are cheap. */
export const clientSettings = {
  cacheMiddleware: true,
  sha256: Sha256,
  requestHandler: sharedRequestHandler,
};
