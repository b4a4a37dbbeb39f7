/** A function as the template declares it, with its code unpacked on disk. */
export interface FunctionSpec {
  readonly name: string;
  readonly arn: string;
  readonly logicalId: string;
  /** Folder with the bundle: `LAMBDA_TASK_ROOT`. */
  readonly codeFolder: string;
  /** `file.export`, as in the template. */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly reservedConcurrency: number | undefined;
  /** Queue for events that nobody waits for and that failed for good. */
  readonly deadLetterArn?: string | undefined;
}
