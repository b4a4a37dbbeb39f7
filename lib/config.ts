import * as z from 'zod';
import { nearestName } from '../domain/text/nearest-name.ts';

/** Every setting is a CDK context value of this prefix: `cdk deploy -c orderseam:stage=staging`. */
const prefix = 'orderseam:';

/** What CloudWatch accepts as a retention, in days. */
const retentionDays = [1, 3, 5, 7, 14, 30, 60, 90, 180, 365, 731, 1827, 3653] as const;

/** The command line passes text only, so lists may be comma-separated and numbers quoted. */
const listOf = (item: z.ZodType<string>) =>
  z.preprocess(
    (value) => (typeof value === 'string' ? value.split(',').map((part) => part.trim()) : value),
    z.array(item),
  );
const wholeNumber = (min: number, max: number) => z.coerce.number().int().min(min).max(max);
const isTimeZone = (name: string) => Intl.supportedValuesOf('timeZone').includes(name) || name === 'UTC';

const configSchema = z.strictObject({
  stage: z
    .string()
    .regex(/^[a-z][a-z0-9]{0,19}$/, 'use up to 20 lower-case letters and digits, a letter first')
    .default('production')
    .describe('Name of the installation; part of the stack names unless it is `production`'),
  timeZone: z
    .string()
    .refine(isTimeZone, 'is not an IANA time zone such as Europe/Berlin')
    .default('Europe/Berlin')
    .describe('Time zone of the company; schedules are read in it'),
  corsOrigins: listOf(z.url())
    .default([])
    .describe('Origins whose pages may call the Admin API from a browser'),
  logRetentionDays: z.coerce
    .number()
    .pipe(z.literal(retentionDays))
    .default(90)
    .describe('Days that logs are kept; a value CloudWatch knows'),
  oidcIssuer: z.url().optional().describe('Issuer of the Admin API tokens instead of the Cognito user pool'),
  oidcAudience: listOf(z.string().min(1))
    .optional()
    .describe('Audiences accepted from `oidcIssuer`; required with it'),
  catchUpEveryMinutes: wholeNumber(1, 1440)
    .default(5)
    .describe('How often connections are looked through for due catch-ups'),
  compareEveryDays: wholeNumber(0, 365)
    .default(7)
    .describe('Days between full comparisons of a connection with its ERP, at night; 0 for none'),
  archiveRetentionYears: wholeNumber(1, 30)
    .default(10)
    .describe('Years that raw deliveries are kept in the archive'),
  alarmEmail: z.email().optional().describe('Address that alarms are sent to; without it they only show'),
  erpHttpHosts: listOf(z.string().min(1))
    .default([])
    .describe('Hosts of the own network: they may be private and without TLS; none by default'),
  webhookRequestsPerSecond: wholeNumber(1, 10_000)
    .default(2_000)
    .describe('Webhook API: sustained requests per second'),
  webhookBurst: wholeNumber(1, 5_000).default(4_000).describe('Webhook API: requests at once'),
  mappingTriesAtOnce: wholeNumber(1, 100)
    .optional()
    .describe('Reserves so many executions for mappings being tried; AWS wants 100 unreserved beside them'),
  removalPolicy: z
    .enum(['retain', 'destroy'])
    .default('retain')
    .describe('What happens to tables, buckets and keys when a stack is deleted'),
});

export type Config = z.infer<typeof configSchema>;

/** Name, meaning and default of each setting, for the table in docs/operations.md. */
export function describeConfig(): { name: string; meaning: string; fallback: string }[] {
  return Object.entries(configSchema.shape).map(([name, schema]) => {
    const fallback: unknown = schema instanceof z.ZodDefault ? schema.def.defaultValue : undefined;
    return {
      name: prefix + name,
      meaning: schema.description ?? '',
      fallback: fallback === undefined ? '' : JSON.stringify(fallback),
    };
  });
}

/** Reads the settings from the context of the app; a wrong one stops the synthesis with a sentence. */
export function readConfig(context: Record<string, unknown>): Config {
  const given = Object.entries(context).filter(([key]) => key.startsWith(prefix));
  const settings = given.map(([key, value]) => [knownName(key), value] as const);
  const parsed = configSchema.safeParse(Object.fromEntries(settings));
  if (!parsed.success) throw new Error(explain(parsed.error));
  if ((parsed.data.oidcIssuer === undefined) !== (parsed.data.oidcAudience === undefined))
    throw new Error(`Give ${prefix}oidcIssuer and ${prefix}oidcAudience together, or neither.`);
  return parsed.data;
}

function knownName(key: string): string {
  const names = Object.keys(configSchema.shape).map((name) => prefix + name);
  if (names.includes(key)) return key.slice(prefix.length);
  const near = nearestName(key, names);
  const hint = near === undefined ? `known are ${names.join(', ')}.` : `did you mean ${near}?`;
  throw new Error(`Unknown setting ${key}; ${hint}`);
}

function explain(error: z.ZodError): string {
  const problems = error.issues.map((issue) => `${prefix}${issue.path.join('.')}: ${issue.message}`);
  return `The configuration is wrong.\n${problems.join('\n')}`;
}
