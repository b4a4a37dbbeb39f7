import { settingsSchema as all, tableSettings } from '../shared/platform/environment.ts';

export const settingsSchema = all.pick({
  ...tableSettings,
  ARCHIVE_BUCKET: true,
  EVENT_BUS_NAME: true,
  ERP_HTTP_HOSTS: true,
});
