import * as z from 'zod';

const valueSchema = z.object({ string: z.string().optional(), binary: z.string().optional() });
/** A text, or bytes in base64. */
export type SecretValue = z.infer<typeof valueSchema>;

export const secretSchema = z.object({
  name: z.string(),
  arn: z.string(),
  description: z.string().optional(),
  createdAt: z.number(),
  changedAt: z.number(),
  /** Set while the secret waits for its deletion; it cannot be read meanwhile. */
  deletedAt: z.number().optional(),
  versions: z.record(z.string(), valueSchema.extend({ createdAt: z.number() })),
  /** Which version carries a label; a version without any is gone. */
  stages: z.record(z.string(), z.string()),
});
export type Secret = z.infer<typeof secretSchema>;

export const CURRENT = 'AWSCURRENT';
const PREVIOUS = 'AWSPREVIOUS';

export interface NewVersion {
  readonly id: string;
  readonly value: SecretValue;
  readonly stages: readonly string[];
  readonly now: number;
}

/** The secret with one more version, which takes its labels from whoever has them. */
export function withVersion(secret: Secret, { id, value, stages, now }: NewVersion): Secret {
  const replaced = stages.includes(CURRENT) ? secret.stages[CURRENT] : undefined;
  const labels = {
    ...secret.stages,
    ...(replaced !== undefined && { [PREVIOUS]: replaced }),
    ...Object.fromEntries(stages.map((stage) => [stage, id])),
  };
  const labelled = new Set(Object.values(labels));
  const versions = Object.entries({ ...secret.versions, [id]: { ...value, createdAt: now } });
  return {
    ...secret,
    changedAt: now,
    stages: labels,
    versions: Object.fromEntries(versions.filter(([version]) => labelled.has(version))),
  };
}

export function stagesOf(secret: Secret, versionId: string): string[] {
  return Object.keys(secret.stages).filter((stage) => secret.stages[stage] === versionId);
}
