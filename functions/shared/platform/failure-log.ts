import { IntegrationError } from '../../../domain/errors.ts';

/** Names what went wrong with which message, without what was in it (S2). */
export interface FailureLog {
  note(error: unknown, about: About | undefined): void;
}

/** The ids that help to find it again. */
export interface About {
  readonly messageId?: string;
  readonly receives?: number;
  readonly message?: { readonly deliveryId: string; readonly connectionId: string };
  readonly connectionId?: string;
}

interface Sink {
  warn(message: string, details: Record<string, unknown>): void;
  error(message: string, details: Record<string, unknown>): void;
}

/** Expected errors are warnings: they are retried or shown to a person. All others are bugs or outages. */
export const failureLog = (sink: Sink): FailureLog => ({
  note(error, about) {
    const details = { ...idsOf(about), ...safeParts(error) };
    if (error instanceof IntegrationError) sink.warn('Not done yet; it is tried again.', details);
    else sink.error('Unexpected error.', details);
  },
});

const idsOf = ({ messageId, receives, message, connectionId }: About = {}) => ({
  messageId,
  receives,
  deliveryId: message?.deliveryId,
  connectionId: message?.connectionId ?? connectionId,
});

/**
 * The name and the frames of an error; its message only where it cannot quote what others sent: AWS answers and mistakes in our own
 * code do not, parsers and mappings do.
 */
function safeParts(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  const frames = error.stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8);
  const isSafe = error instanceof TypeError || error instanceof RangeError || '$metadata' in error;
  return { name: error.name, frames, ...(isSafe ? { reason: error.message } : {}) };
}
