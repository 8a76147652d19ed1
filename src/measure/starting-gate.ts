/** Lets several go at the same moment: each waits until all the others stand ready or have given up. Pure. */
export class StartingGate {
  #missing: number;
  #opened: (() => void) | undefined;
  #refused: ((reason: unknown) => void) | undefined;
  readonly #open: Promise<void>;

  /** @param atOpening called when the last has come, before any goes. */
  constructor(
    expected: number,
    readonly atOpening: () => void,
  ) {
    this.#missing = expected;
    this.#open = new Promise((resolve, reject) => {
      this.#opened = resolve;
      this.#refused = reject;
    });
    // Whoever waits is told; where nobody does yet, nothing is lost.
    this.#open.catch(() => undefined);
  }

  /** One of those expected: the function it gets waits for the start, `leave` says that it will not come. */
  enter(): { readonly wait: () => Promise<void>; readonly leave: () => void } {
    let counted = false;
    const count = () => {
      if (counted) return;
      counted = true;
      this.#missing -= 1;
      if (this.#missing > 0) return;
      this.atOpening();
      this.#opened?.();
    };
    return {
      wait: () => {
        count();
        return this.#open;
      },
      leave: count,
    };
  }

  /** Nobody goes any more. */
  refuse(reason: unknown): void {
    this.#refused?.(reason);
  }
}
