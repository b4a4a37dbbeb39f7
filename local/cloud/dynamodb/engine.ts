/** A program that speaks DynamoDB's protocol. */
export interface Engine {
  readonly name: 'dynoxide' | 'dynamodb-local';
  command(options: EngineOptions): Command;
  /** A line of this kind on its output means that it is about to answer. */
  readonly announcement: RegExp;
}

export interface EngineOptions {
  readonly port: number;
  /** Where the data lives; without it all is in memory. */
  readonly folder: string | undefined;
}

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
}
