/** A failed call: the name is what `Retry` and `Catch` match, the message becomes the `Cause`. */
export class TaskFailure extends Error {
  constructor(name: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = name;
  }
}
