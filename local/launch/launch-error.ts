/** Something the person at the keyboard can mend: shown as one sentence, without a stack. */
export class LaunchError extends Error {
  override readonly name = 'LaunchError';
}
