import { TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';

export interface Alarm {
  /** Section of docs/runbook.md that says what to do. */
  readonly runbook: string;
  /** What happened and for whom that matters, in one sentence. */
  readonly text: string;
}

/** The part that all alarms share: a sentence with the way to the runbook, and silence while nothing is measured. */
export function alarm({ runbook, text }: Alarm) {
  return {
    alarmDescriptionOverride: `${text} What to do: docs/runbook.md#${runbook}`,
    treatMissingDataOverride: TreatMissingData.NOT_BREACHING,
  };
}
