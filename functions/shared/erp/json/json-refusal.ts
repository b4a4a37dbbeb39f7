/** Why a body is not read. `offset` counts characters of the decoded text. Never leaves `parseLossless`. */
export class JsonRefusal extends Error {
  readonly reason: string;
  readonly offset: number;
  constructor(reason: string, offset: number) {
    super(`${reason} at offset ${offset}`);
    this.reason = reason;
    this.offset = offset;
  }
}
