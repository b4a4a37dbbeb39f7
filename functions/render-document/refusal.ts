import type { RenderAnswer } from '../../domain/documents/render-request.ts';

type Code = Extract<RenderAnswer, { outcome: 'refused' }>['code'];

/** A document cannot be made for a reason that a person can mend; the caller gets it as an answer. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly code: Code;
  constructor(code: Code, reason: string) {
    super(reason);
    this.code = code;
  }
}

export function present<Held>(held: Held | undefined, what: string): Held {
  if (held !== undefined) return held;
  throw new RefusedError('not-found', `There is no ${what} (any more).`);
}
