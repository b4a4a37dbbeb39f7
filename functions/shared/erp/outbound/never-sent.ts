import { IntegrationError } from '../../../../domain/errors.ts';

/** We did not trust the certificate: the request waits for that. Faults of TLS that the other side reports may come after the request. */
const NOT_TRUSTED = /^(?:CERT_|ERR_TLS_CERT|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_)/;

/**
 * Whether a request that failed certainly never left: no name, no connection, no trust. A connection that broke, or an answer that did not
 * come, is no such proof.
 */
export function wasNeverSent(error: unknown): boolean {
  if (error instanceof IntegrationError) return wasNeverSent(error.cause);
  if (error instanceof AggregateError) return error.errors.every(wasNeverSent);
  if (!(error instanceof Error)) return false;
  const { code = '', syscall = '' } = error as NodeJS.ErrnoException;
  return (
    syscall === 'connect' ||
    syscall === 'getaddrinfo' ||
    NOT_TRUSTED.test(code) ||
    code === 'ERR_INVALID_CHAR'
  );
}
