import { MappingError } from '../../../domain/errors.ts';
import type { Manifest } from './manifest/manifest.ts';
import { effectiveSettings, withSettings } from './settings.ts';

type Settings = Readonly<Record<string, string>>;

/**
 * The zone of times without offset. The manifest names it, or the setting that holds it, where every installation of an ERP has its own.
 * `own` is the zone of one rule, where it has one.
 */
export function zoneOf(manifest: Manifest, settings: Settings = {}, own = manifest.values.zone): string {
  const zone = withSettings(own ?? 'UTC', effectiveSettings(manifest, settings));
  if (zone === undefined) throw notAZone(`the connection lacks a setting that "${own ?? ''}" needs`);
  if (!isZone(zone))
    throw notAZone(`"${zone.slice(0, 60)}" is not a time zone; enter one such as Europe/Vienna`);
  return zone;
}

const known = new Set(['UTC']);

function isZone(zone: string): boolean {
  if (known.has(zone)) return true;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone });
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
  known.add(zone);
  return true;
}

const notAZone = (reason: string): MappingError => new MappingError(reason, [{ field: 'zone', reason }]);
