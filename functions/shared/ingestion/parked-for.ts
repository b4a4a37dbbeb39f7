import {
  ErpRejectedError,
  ErpUnavailableError,
  MappingError,
  type IntegrationError,
} from '../../../domain/errors.ts';
import type { ChangeOutcome, ParkedCause } from '../../../domain/records/delivery.ts';

/** What an error that a person has to see makes of a change. */
export const parkedFor = (
  error: IntegrationError,
): Pick<ChangeOutcome, 'state' | 'cause' | 'reason' | 'problems'> => ({
  state: 'parked',
  cause: causeOf(error),
  reason: error.message,
  ...(error instanceof MappingError && { problems: [...error.problems] }),
});

function causeOf(error: IntegrationError): ParkedCause {
  if (error instanceof MappingError) return 'mapping';
  if (error instanceof ErpRejectedError) return 'erp-refused';
  return error instanceof ErpUnavailableError ? 'erp-silent' : 'unexpected';
}
