import { settingsSchema as all, tableSettings } from '../shared/platform/environment.ts';

export const settingsSchema = all.pick({ ...tableSettings, WEBHOOK_BASE_URL: true, ERP_HTTP_HOSTS: true });
