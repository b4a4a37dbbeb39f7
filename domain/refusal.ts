/** Why something cannot be done, as an answer: `code` for programs, `reason` in a sentence for the person who can mend it. */
export interface Refusal {
  readonly code: string;
  readonly reason: string;
  readonly field?: string;
}

export interface Refused {
  readonly refused: Refusal;
}

export const refuse = (code: string, reason: string, field?: string): Refused => ({
  refused: { code, reason, ...(field === undefined ? {} : { field }) },
});

/** A refusal of one field; forms and documents may have many at once. The field is a path such as `lines[3].quantity`. */
export interface Problem extends Refusal {
  readonly field: string;
}

export const problem = (field: string, code: string, reason: string): Problem => ({ field, code, reason });
