const MachineDate = Date;
let offsetMs = 0;

/** A Date that runs with the embedded cloud's clock instead of the machine's. */
class ShiftedDate extends MachineDate {
  constructor(...values: unknown[]) {
    super(...((values.length === 0 ? [ShiftedDate.now()] : values) as [number]));
  }
  static override now(): number {
    return MachineDate.now() + offsetMs;
  }
}

/** Lets functions see the cloud's time, so that a month end that is simulated is one for them too. */
export function shiftDate(milliseconds: number): void {
  offsetMs = milliseconds;
  if (milliseconds !== 0) globalThis.Date = ShiftedDate as DateConstructor;
}
