import * as z from 'zod';

const name = z.string().min(1);
const blankSeparated = z.string().transform((text) => text.split(/\s+/).filter((part) => part !== ''));

/** Every setting a function may have; each picks its own and parses them once, when it starts. */
export const settingsSchema = z.object({
  CRM_TABLE: name,
  CROSS_REFERENCES_TABLE: name,
  DELIVERIES_TABLE: name,
  ARCHIVE_BUCKET: name,
  DEBTORS_QUEUE_URL: z.url(),
  PRODUCTS_QUEUE_URL: z.url(),
  INVOICES_QUEUE_URL: z.url(),
  ORDERS_QUEUE_URL: z.url(),
  DEAD_LETTER_QUEUE_URLS: blankSeparated,
  EVENT_BUS_NAME: name,
  WEBHOOK_BASE_URL: z.url(),
  CATCH_UP_STATE_MACHINE_ARN: name,
  COMPARISON_STATE_MACHINE_ARN: name,
  FIRST_LOAD_STATE_MACHINE_ARN: name,
  LEDGER_TABLE: name,
  DOCUMENTS_BUCKET: name,
  RENDER_DOCUMENT_FUNCTION: name,
  TRY_MAPPING_FUNCTION: name,
  HAND_OVER_STATE_MACHINE_ARN: name,
  /** The company's: what a day or a month is. */
  TIME_ZONE: name,
  /** Hosts that may be plain http, separated by blanks; none in AWS. */
  ERP_HTTP_HOSTS: blankSeparated.default([]),
  /** How often a queue brings a message before it gives up; the last time, what cannot be done is parked instead. */
  MAX_RECEIVE_COUNT: z.coerce.number().int().positive().default(5),
});

export const tableSettings = {
  CRM_TABLE: true,
  CROSS_REFERENCES_TABLE: true,
  DELIVERIES_TABLE: true,
} as const;
export const queueSettings = {
  DEBTORS_QUEUE_URL: true,
  PRODUCTS_QUEUE_URL: true,
  INVOICES_QUEUE_URL: true,
  ORDERS_QUEUE_URL: true,
} as const;

export const ingestionSettings = {
  ...tableSettings,
  ARCHIVE_BUCKET: true,
  EVENT_BUS_NAME: true,
  ERP_HTTP_HOSTS: true,
} as const;

/** What every step of a hand-over is told. */
export const orderSettings = { ...tableSettings, LEDGER_TABLE: true } as const;

/** Making code for the schema, as zod does, takes longer than reading it this one time. */
const onlyOnce = { jitless: true };

/** A missing setting stops the function when it starts, with the name of the setting. */
export function readSettings<Settings>(schema: z.ZodType<Settings>, environment = process.env): Settings {
  const read = schema.safeParse(environment, onlyOnce);
  if (read.success) return read.data;
  throw new Error(`Settings of this function are incomplete:\n${z.prettifyError(read.error)}`);
}
