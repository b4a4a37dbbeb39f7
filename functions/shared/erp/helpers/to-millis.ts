import jsonata from 'jsonata';
import { MappingError } from '../../../../domain/errors.ts';

const native = jsonata('$toMillis($text, $picture)');

const isTime = /T|:/;
const hasZone = /(Z|[+-]\d{2}:?\d{2})$/;
/** The year, or that of the week; what stands above it in a date is nothing. */
const hasYear = /\[\s*[YX]/;

/**
 * `$toMillis(text, picture)`, which of the evaluator's own reads a time without a zone in that of the machine, and takes the year from the
 * clock where the picture has none. Both would give another result elsewhere or tomorrow, so they are refused.
 */
async function toMillis(text?: string | null, picture?: string): Promise<unknown> {
  if (text === undefined || text === null) return text;
  if (picture === undefined && isTime.test(text) && !hasZone.test(text))
    throw refused(`"${text.slice(0, 60)}" is a time without a zone; use $instant(text, zone)`);
  if (picture !== undefined && !hasYear.test(picture))
    throw refused(`the picture "${picture.slice(0, 60)}" has no year, which would be that of today`);
  return native.evaluate({}, { text, picture });
}

function refused(reason: string): MappingError {
  return new MappingError(reason, [{ field: '$toMillis', reason }]);
}

export const millisFunctions = { toMillis };
