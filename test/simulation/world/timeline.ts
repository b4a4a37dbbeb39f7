/** Virtual time: what happens when. Nothing waits; the clock jumps to the next event. */
export class Timeline {
  now: number;
  readonly #events: { at: number; order: number; run: () => void }[] = [];
  #count = 0;

  constructor(start: number) {
    this.now = start;
  }

  /** Later of two at the same moment runs later. */
  at(moment: number, run: () => void): void {
    const event = { at: Math.max(moment, this.now), order: (this.#count += 1), run };
    let index = this.#events.length;
    this.#events.push(event);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (this.#isBefore(parent, index)) break;
      this.#swap(parent, index);
      index = parent;
    }
  }

  after(ms: number, run: () => void): void {
    this.at(this.now + ms, run);
  }

  /** Runs the next event; false when there is none. */
  advance(): boolean {
    const next = this.#take();
    if (!next) return false;
    this.now = next.at;
    next.run();
    return true;
  }

  #take() {
    const [first] = this.#events;
    const last = this.#events.pop();
    if (first && last && first !== last) {
      this.#events[0] = last;
      this.#sink();
    }
    return first;
  }

  #sink(): void {
    for (let index = 0; ; ) {
      let least = index;
      for (const child of [2 * index + 1, 2 * index + 2])
        if (child < this.#events.length && this.#isBefore(child, least)) least = child;
      if (least === index) return;
      this.#swap(least, index);
      index = least;
    }
  }

  #isBefore(one: number, other: number): boolean {
    const [a, b] = [this.#events[one], this.#events[other]];
    if (!a || !b) return false;
    return a.at < b.at || (a.at === b.at && a.order < b.order);
  }

  #swap(one: number, other: number): void {
    const [a, b] = [this.#events[one], this.#events[other]];
    if (!a || !b) return;
    this.#events[one] = b;
    this.#events[other] = a;
  }
}
