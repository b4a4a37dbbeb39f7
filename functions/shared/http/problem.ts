import type { FieldProblem } from '../../../domain/errors.ts';

/** Every code a problem document may carry, with its status and title. Codes are stable: scripts match on them. */
export const problemKinds = {
  'malformed-request': [400, 'The request cannot be read'],
  'invalid-query': [400, 'The query parameters are not valid'],
  'invalid-cursor': [400, 'The cursor does not belong to this query'],
  'answer-too-large': [400, 'The answer is too large'],
  'range-needed': [400, 'The content is too large for one answer'],
  unauthenticated: [401, 'A valid token is needed'],
  'role-missing': [403, 'None of your roles may do this'],
  'company-missing': [403, 'The token is not for a company'],
  'not-found': [404, 'Nothing with this id'],
  'unknown-route': [404, 'There is no such route'],
  'method-not-allowed': [405, 'The route does not know this method'],
  conflict: [409, 'The state of the record does not allow this'],
  'request-in-progress': [409, 'The same request is still being worked on'],
  'version-stale': [412, 'The record was changed meanwhile'],
  'too-large': [413, 'The request body is too large'],
  'unsupported-media-type': [415, 'The body must be JSON'],
  'range-not-satisfiable': [416, 'The range lies outside the content'],
  'invalid-body': [422, 'The body does not fit'],
  'idempotency-key-reused': [422, 'The Idempotency-Key was used for another request'],
  'erp-rejected': [422, 'The ERP refused'],
  'version-missing': [428, 'Say which version you change'],
  unexpected: [500, 'Something went wrong on our side'],
  'erp-unavailable': [503, 'The ERP does not answer'],
  'try-again': [503, 'The request could not be completed just now'],
} as const satisfies Record<string, readonly [status: number, title: string]>;
export type ProblemCode = keyof typeof problemKinds;

export interface ProblemExtras {
  readonly errors?: readonly FieldProblem[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
  /** Which rule of the business refused, for programs. */
  readonly rule?: string | undefined;
}

/** An answer that is a problem document (RFC 9457): what the client did wrong and what to do next. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly code: ProblemCode;
  readonly errors: readonly FieldProblem[];
  readonly headers: Readonly<Record<string, string>>;
  readonly rule: string | undefined;
  constructor(code: ProblemCode, detail: string, extras: ProblemExtras = {}) {
    super(detail, { cause: extras.cause });
    this.code = code;
    this.errors = extras.errors ?? [];
    this.headers = extras.headers ?? {};
    this.rule = extras.rule;
  }

  get status(): number {
    return problemKinds[this.code][0];
  }
}

/** `subject` reads as "account acc_1": the same words for a missing record and for another company's (S1). */
export const notFound = (subject: string) => new HttpProblem('not-found', `There is no ${subject}.`);

export const conflict = (detail: string) => new HttpProblem('conflict', detail);
