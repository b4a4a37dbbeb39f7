import { lookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { ErpRejectedError } from '../../../../domain/errors.ts';
import { isPublicIp } from './public-ip.ts';

type ResolveAll = (
  hostname: string,
  options: { readonly all: true },
  answer: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * A look-up for connections that knows public addresses only. It decides when a connection is opened, by the very address that is connected to: a name
 * that was harmless when it was entered may lead elsewhere later.
 */
export const publicLookup =
  (resolve: ResolveAll = lookup): LookupFunction =>
  (hostname, options, answer) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error || first === undefined) return answer(error ?? noAddress(hostname), []);
      if (!addresses.every(({ address }) => isPublicIp(address))) return answer(notPublic(hostname), []);
      return options.all ? answer(null, addresses) : answer(null, first.address, first.family);
    });
  };

/** As the system says it, so that callers know that nothing was sent. */
const noAddress = (hostname: string): Error =>
  Object.assign(new Error(`${hostname} has no address`), { code: 'ENOTFOUND', syscall: 'getaddrinfo' });

const notPublic = (hostname: string): Error =>
  new ErpRejectedError(
    `${hostname} leads to an address that is not of the public internet; nothing was sent there.`,
  );
