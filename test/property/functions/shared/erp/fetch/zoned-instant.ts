import { Temporal } from 'temporal-polyfill';

/** What the zone's clock shows, by the calendar library and not by our own arithmetic. */
export const zonedInstant = (epochMs: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(epochMs)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ fractionalSecondDigits: 3 });
