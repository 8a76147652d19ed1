/** Keeps something on the disk while work goes on, so that a kill loses little of it. */

const EVERY_MS = 5000;

export class NowAndThen {
  readonly #keep: () => void;
  readonly #timer: NodeJS.Timeout;
  #trouble: { readonly error: unknown } | undefined;

  constructor(keep: () => void, everyMs = EVERY_MS) {
    this.#keep = keep;
    this.#timer = setInterval(() => this.#try(), everyMs);
  }

  /** Nobody would catch an error of a timer, so the work goes on and `end` throws it. */
  #try(): void {
    try {
      this.#keep();
    } catch (error) {
      this.#trouble = { error };
      clearInterval(this.#timer);
    }
  }

  /** Keeps it for the last time. @throws the error of any time. */
  end(): void {
    clearInterval(this.#timer);
    if (!this.#trouble) this.#try();
    if (this.#trouble) throw this.#trouble.error;
  }
}
