import * as z from 'zod';
import { settingsSchema as all, tableSettings } from '../shared/platform/environment.ts';

export const settingsSchema = all.pick(tableSettings).extend({ DOCUMENTS_BUCKET: z.string().min(1) });
