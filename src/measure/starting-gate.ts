/** Starts several at the same moment: each waits until all others are ready or have given up. Pure. */
export class StartingGate {
  #missing: number;
  #opened: (() => void) | undefined;
  #refused: ((reason: unknown) => void) | undefined;
  readonly #open: Promise<void>;

  /** @param atOpening called when the last one is ready, before any starts. */
  constructor(
    expected: number,
    readonly atOpening: () => void,
  ) {
    this.#missing = expected;
    this.#open = new Promise((resolve, reject) => {
      this.#opened = resolve;
      this.#refused = reject;
    });
    // Those who wait get the error; where nobody waits yet, it must not be an unhandled one.
    this.#open.catch(() => undefined);
  }

  /** Enters one of those expected. `wait` resolves at the start; `leave` says that this one will not come. */
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

  /** Starts nobody any more. */
  refuse(reason: unknown): void {
    this.#refused?.(reason);
  }
}
