import { createHash } from 'node:crypto';
import { DELETION_HASH, type Content, type IncomingChange } from '../../../domain/mirror/mirror-state.ts';

export type SourceEvent<Held extends Content> = Omit<IncomingChange<Held>, 'payload'>;

/** What counts up in the source from one state to the next. */
export type Step = 'version' | 'time' | 'sequence';

const hashOf = (content: object | undefined): string =>
  content
    ? createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 22)
    : DELETION_HASH;

/** The states of one ERP record in the order the ERP had them; undefined is its deletion. */
export function aSourceHistory<Held extends Content>(
  contents: readonly (Held | undefined)[],
  step: Step = 'time',
): SourceEvent<Held>[] {
  return contents.map((content, index) => {
    const hash = hashOf(content);
    const second = String(step === 'time' ? index : 0).padStart(2, '0');
    return {
      ...(content && { content }),
      order: {
        at: `2026-01-31T10:00:${second}Z`,
        ...(step === 'version' && { version: String(index + 9) }),
        ...(step === 'sequence' && { sequence: String(index + 9) }),
        hash,
      },
      source: {
        deliveryId: `0190163d-8694-739b-aea5-966c26f8a0${String(index).padStart(2, '0')}`,
        index: 0,
        hash,
      },
    };
  });
}

export function permutationsOf<Item>(items: readonly Item[]): Item[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, index) =>
    permutationsOf(items.filter((_, other) => other !== index)).map((rest) => [item, ...rest]),
  );
}
