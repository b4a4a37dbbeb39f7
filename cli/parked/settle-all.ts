import * as z from 'zod';
import type { AdminClient } from '../admin-client.ts';
import { withProgress } from '../progress.ts';

const answerSchema = z.looseObject({
  done: z.number(),
  byCause: z.record(z.string(), z.number()),
  refused: z.array(z.object({ deliveryId: z.string(), reason: z.string() })),
  cursor: z.string().nullish(),
});

/** What all pages came to together. */
export type Settled = Pick<z.infer<typeof answerSchema>, 'done' | 'byCause' | 'refused'>;

export interface Settling {
  readonly path: '/parked/release' | '/parked/discard';
  /** For the line on the terminal. */
  readonly title: string;
  readonly body: { readonly filter: object; readonly preview: boolean; readonly reason?: string };
}

/** Page by page, to the last one; a page may do nothing and still go on. */
export async function settleAll(client: AdminClient, settling: Settling): Promise<Settled> {
  let all: Settled = { done: 0, byCause: {}, refused: [] };
  await withProgress(settling.title, async (say) => {
    let cursor: string | undefined;
    do {
      const page = answerSchema.parse(await client.post(settling.path, { ...settling.body, cursor }));
      all = together(all, page);
      say(`${all.done} so far${all.refused.length > 0 ? `, ${all.refused.length} refused` : ''}`);
      cursor = page.cursor ?? undefined;
    } while (cursor !== undefined);
  });
  return all;
}

function together(all: Settled, { done, byCause, refused }: Settled): Settled {
  const causes = Object.entries(byCause).map(
    ([cause, count]) => [cause, count + (all.byCause[cause] ?? 0)] as const,
  );
  return {
    done: all.done + done,
    byCause: { ...all.byCause, ...Object.fromEntries(causes) },
    refused: [...all.refused, ...refused],
  };
}
