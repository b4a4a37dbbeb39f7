import type { ArchivedBody } from '../../../domain/deliveries/delivery-message.ts';
import type { IngestionPorts } from './ports.ts';

export interface BodyToArchive {
  readonly company: string;
  readonly bytes: Uint8Array;
}

type ArchivePorts = Pick<IngestionPorts, 'archive' | 'now' | 'newId'>;

/** Writes the bodies of a batch into one object per company, and says where each lies (W1): a request costs more than its bytes. */
export async function archiveBatch<Body extends BodyToArchive>(
  ports: ArchivePorts,
  bodies: readonly Body[],
): Promise<Map<Body, ArchivedBody>> {
  const places = new Map<Body, ArchivedBody>();
  const companies = new Set(bodies.map(({ company }) => company));
  await Promise.all(
    [...companies].map(async (company) => {
      const ours = bodies.filter((body) => body.company === company);
      const key = archiveKey(company, new Date(ports.now()), ports.newId());
      await ports.archive.put(key, Buffer.concat(ours.map(({ bytes }) => bytes)));
      let offset = 0;
      for (const body of ours) {
        places.set(body, { key, offset, length: body.bytes.length });
        offset += body.bytes.length;
      }
    }),
  );
  return places;
}

/** One company, one day: retention and deletion follow the folders. */
export const archiveKey = (company: string, day: Date, id: string): string =>
  `${company}/${day.toISOString().slice(0, 10).replaceAll('-', '/')}/${id}`;
