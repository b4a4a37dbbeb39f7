import * as z from 'zod';
import { json } from '../http/messages.ts';
import { read } from './route.ts';
import type { Route } from './route.ts';

const takeSchema = z.strictObject({ name: z.string().trim().min(1).max(60) });

export const snapshotRoutes: readonly Route[] = [
  { does: 'GET snapshots', serve: ({ erp }) => json(200, { value: erp.snapshots.list() }) },
  {
    does: 'POST snapshots',
    serve: ({ erp, request }) => {
      const { name } = read(takeSchema, request);
      erp.snapshots.take(name, erp.clock.now());
      return json(201, { name });
    },
  },
  {
    does: 'POST snapshots/:key/restore',
    serve: ({ erp, key }) => {
      erp.restore(key);
      return json(200, { restored: key });
    },
  },
];
