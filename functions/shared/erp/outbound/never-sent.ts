import { IntegrationError } from '../../../../domain/errors.ts';

/** Faults of the handshake: the request follows it. */
const BEFORE_THE_REQUEST =
  /^(?:CERT_|ERR_TLS_CERT|ERR_SSL|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|EPROTO$|ERR_INVALID_CHAR$)/;

/**
 * Whether a request that failed certainly never left: no name, no connection, no trust. A connection that broke, or an answer that did not
 * come, is no such proof.
 */
export function wasNeverSent(error: unknown): boolean {
  if (error instanceof IntegrationError) return wasNeverSent(error.cause);
  if (error instanceof AggregateError) return error.errors.every(wasNeverSent);
  if (!(error instanceof Error)) return false;
  const { code = '', syscall = '' } = error as NodeJS.ErrnoException;
  return syscall === 'connect' || syscall === 'getaddrinfo' || BEFORE_THE_REQUEST.test(code);
}
