import {
  ConcurrentChangeError,
  ErpUnavailableError,
  IntegrationError,
  InvalidCursorError,
  MappingError,
} from '../../../domain/errors.ts';
import { invalidCursor } from './cursor.ts';
import { HttpProblem } from './problem.ts';

/** What is known to go wrong, as a problem document; undefined for a bug. */
export function problemOf(error: unknown): HttpProblem | undefined {
  if (error instanceof HttpProblem) return error;
  if (error instanceof InvalidCursorError) return invalidCursor(error);
  if (error instanceof MappingError) {
    return new HttpProblem('erp-rejected', error.message, { errors: error.problems, cause: error });
  }
  if (error instanceof ConcurrentChangeError) {
    return new HttpProblem(
      'conflict',
      'The record was changed at the same moment; read it again and repeat.',
      {
        cause: error,
      },
    );
  }
  if (error instanceof ErpUnavailableError) return unavailable(error);
  if (error instanceof IntegrationError) {
    return new HttpProblem(error.kind === 'transient' ? 'try-again' : 'erp-rejected', error.message, {
      cause: error,
    });
  }
  return undefined;
}

const unavailable = (error: ErpUnavailableError): HttpProblem =>
  new HttpProblem('erp-unavailable', error.message, {
    headers: { 'retry-after': String(error.retryAfterSeconds ?? 30) },
    cause: error,
  });
