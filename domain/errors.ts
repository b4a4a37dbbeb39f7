/**
 * What may go wrong between two systems. `name` is a literal because minifying renames classes and state
 * machines match on it; `kind` decides what happens next: `transient` is retried, `rejected` waits for a person.
 * Any other error is a bug and fails loudly.
 */
export abstract class IntegrationError extends Error {
  abstract override readonly name: string;
  abstract readonly kind: 'transient' | 'rejected';
}

/** The ERP did not answer usefully; the same request may work later. `retryAfterSeconds` is the ERP's own wish. */
export class ErpUnavailableError extends IntegrationError {
  override readonly name = 'ErpUnavailableError';
  readonly kind = 'transient';
  readonly retryAfterSeconds: number | undefined;
  constructor(message: string, options: { cause?: unknown; retryAfterSeconds?: number } = {}) {
    super(message, { cause: options.cause });
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** The ERP refused the request for a reason a person has to mend (credentials, rights, a missing resource). */
export class ErpRejectedError extends IntegrationError {
  override readonly name = 'ErpRejectedError';
  readonly kind = 'rejected';
}

/** One reason why a payload does not map: the field as a path (`lines[3].net`), what is wrong, and what to do. */
export interface FieldProblem {
  readonly field: string;
  readonly reason: string;
}

/** A payload is authentic but does not fit the canonical shape; it is parked until mapping or source is mended. */
export class MappingError extends IntegrationError {
  override readonly name = 'MappingError';
  readonly kind = 'rejected';
  readonly problems: readonly FieldProblem[];
  constructor(message: string, problems: readonly FieldProblem[], options: { cause?: unknown } = {}) {
    super(message, options);
    this.problems = problems;
  }
}

/** A stored record changed between reading and writing; reading again and repeating is safe. */
export class ConcurrentChangeError extends IntegrationError {
  override readonly name = 'ConcurrentChangeError';
  readonly kind = 'transient';
}

/** A list was asked to go on from a place that is not in it. */
export class InvalidCursorError extends IntegrationError {
  override readonly name = 'InvalidCursorError';
  readonly kind = 'rejected';
}

/** The event bus did not take every event; publishing again is safe, because events keep their ids. */
export class EventsNotTakenError extends IntegrationError {
  override readonly name = 'EventsNotTakenError';
  readonly kind = 'transient';
}

/** An order cannot be handed over until a person acted; `code` for programs, the message says what to do. */
export class OrderRejectedError extends IntegrationError {
  override readonly name = 'OrderRejectedError';
  readonly kind = 'rejected';
  readonly code: string;
  readonly field: string | undefined;
  constructor(code: string, message: string, field?: string) {
    super(message);
    this.code = code;
    this.field = field;
  }
}
