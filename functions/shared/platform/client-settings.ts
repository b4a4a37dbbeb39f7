import { requestHandler } from './request-handler.ts';
import { Sha256 } from './sha256.ts';

/** For every client of AWS: what a request goes through is put together once per command, and signing and sending are cheap. */
export const clientSettings = { cacheMiddleware: true, sha256: Sha256, requestHandler: requestHandler() };
