import { settingsSchema as all, queueSettings, tableSettings } from '../shared/platform/environment.ts';

export const settingsSchema = all.pick({ ...tableSettings, ...queueSettings, ARCHIVE_BUCKET: true });
