const MachineDate = Date;
const machineNow = Date.now;
let offsetMs = 0;

// In place, because functions take `Date.now` apart when they are loaded, before any invocation names its time.
MachineDate.now = () => machineNow() + offsetMs;

/** A Date that runs with the embedded cloud's clock instead of the machine's. */
class ShiftedDate extends MachineDate {
  constructor(...values: unknown[]) {
    super(...((values.length === 0 ? [MachineDate.now()] : values) as [number]));
  }
}

/** Lets functions see the cloud's time, so that a month end that is simulated is one for them too. */
export function shiftDate(milliseconds: number): void {
  offsetMs = milliseconds;
  if (milliseconds !== 0) globalThis.Date = ShiftedDate as DateConstructor;
}
