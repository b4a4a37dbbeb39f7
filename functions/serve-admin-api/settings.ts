import type * as z from 'zod';
import { queueSettings, settingsSchema as all, tableSettings } from '../shared/platform/environment.ts';

export const settingsSchema = all.pick({
  ...tableSettings,
  ...queueSettings,
  ARCHIVE_BUCKET: true,
  EVENT_BUS_NAME: true,
  DEAD_LETTER_QUEUE_URLS: true,
  WEBHOOK_BASE_URL: true,
  CATCH_UP_STATE_MACHINE_ARN: true,
  COMPARISON_STATE_MACHINE_ARN: true,
  FIRST_LOAD_STATE_MACHINE_ARN: true,
  ERP_HTTP_HOSTS: true,
  LEDGER_TABLE: true,
  DOCUMENTS_BUCKET: true,
  RENDER_DOCUMENT_FUNCTION: true,
  TRY_MAPPING_FUNCTION: true,
  HAND_OVER_STATE_MACHINE_ARN: true,
  TIME_ZONE: true,
});
export type Settings = z.output<typeof settingsSchema>;
