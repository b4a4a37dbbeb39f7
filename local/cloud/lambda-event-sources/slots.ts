/** A counted number of permits; takers beyond it wait in order. */
export class Slots {
  readonly #size: number;
  readonly #waiting: (() => void)[] = [];
  readonly #idle: (() => void)[] = [];
  #free: number;

  constructor(size: number) {
    this.#size = size;
    this.#free = size;
  }

  take(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#free === 0) return void this.#waiting.push(resolve);
      this.#free -= 1;
      resolve();
    });
  }

  release(): void {
    const next = this.#waiting.shift();
    if (next) return next();
    this.#free += 1;
    if (this.#free === this.#size) for (const resolve of this.#idle.splice(0)) resolve();
  }

  allFree(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#free === this.#size) resolve();
      else this.#idle.push(resolve);
    });
  }
}
