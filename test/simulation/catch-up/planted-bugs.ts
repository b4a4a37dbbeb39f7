import type { IngestionPorts, Mapped } from '../../../functions/shared/ingestion/ports.ts';
import { getProgress, noteProgress } from '../../../functions/shared/store/connection-progress.ts';
import type { Bug, CatchUpWorld } from './world.ts';

/** Watermarks that claim more than was read. */
const claim = (world: CatchUpWorld): Promise<unknown> =>
  noteProgress(world.ports.store, world.connection.connectionId, (progress) => {
    const now = new Date(world.erp.nowMs).toISOString();
    return { ...progress, watermarks: { 'debtor/debtors': now, 'product/products': now } };
  });

/** As if the records had no dates of their own, so that whatever arrives last wins. */
const undated = (mapped: Mapped, now: string): Mapped =>
  'ignored' in mapped
    ? mapped
    : ({
        ...mapped,
        canonical: { ...mapped.canonical, version: undefined, modifiedAt: now },
      } as Mapped); // the same shape with two other members

const withErp = (ports: IngestionPorts, erp: Partial<IngestionPorts['erp']>): IngestionPorts => ({
  ...ports,
  erp: { ...ports.erp, ...erp },
});

/** Each is one step of the production code left out or mistaken. */
export const plantedBugs: readonly Bug[] = [
  {
    name: 'no overlap',
    connection: { catchUp: { everyMinutes: 5, overlapSeconds: 0 } },
  },
  {
    name: 'the watermark stands before anything is read',
    beforePull: async (world) => void (await claim(world)),
  },
  { name: 'the watermark is the end of the run', afterPull: async (world) => void (await claim(world)) },
  { name: 'no comparison', compares: false },
  {
    name: 'versions are ignored',
    ports: (ports) =>
      withErp(ports, {
        map: async (...given) => undated(await ports.erp.map(...given), new Date(ports.now()).toISOString()),
      }),
  },
  {
    name: 'a tombstone beats a look at the ERP',
    ports: (ports, world) => ({ ...ports, now: () => (world.isComparing ? 0 : ports.now()) }),
  },
  {
    name: 'what moves between counted pages is not looked for again',
    ports: (ports) =>
      withErp(ports, {
        pull: async (...given) => ({ ...(await ports.erp.pull(...given)), isCounted: false }),
      }),
  },
  {
    name: 'a list is believed whatever count is stated',
    ports: (ports) =>
      withErp(ports, {
        listKeys: async (...given) => {
          const page = await ports.erp.listKeys(...given);
          return { ...page, externalIds: page.externalIds.slice(1), stated: undefined };
        },
      }),
  },
  {
    name: 'an answer that did not come is a deletion',
    ports: (ports) =>
      withErp(ports, {
        pull: (...given) => ports.erp.pull(...given).catch(() => ({ payloads: [] })),
      }),
  },
  {
    name: 'only the first page is read',
    ports: (ports) =>
      withErp(ports, {
        pull: async (...given) => ({ ...(await ports.erp.pull(...given)), cursor: undefined }),
      }),
  },
  {
    name: 'a wish of the past is forgotten: each run reads since the last one began',
    afterPull: async (world) => {
      const { lastCatchUp } = await getProgress(world.ports.store, world.connection.connectionId);
      const since = lastCatchUp?.startedAt ?? '';
      await noteProgress(world.ports.store, world.connection.connectionId, (progress) => ({
        ...progress,
        watermarks: { 'debtor/debtors': since, 'product/products': since },
      }));
    },
  },
];
