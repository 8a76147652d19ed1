/** Bundles many questions to apt: those of one kind are put together, and the others wait for each other. */

/** Puts the questions that come while one is answered into one: apt takes as long for one package as for fifty. */
export class Gathered<Answer> {
  readonly #ask: (names: readonly string[]) => Promise<Answer>;
  readonly #names = new Set<string>();
  #next: Promise<Answer> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(ask: (names: readonly string[]) => Promise<Answer>) {
    this.#ask = ask;
  }

  /**
   * Returns an answer about these names, and maybe about others. apt is asked after this call, so the answer is never
   * older.
   */
  about(names: readonly string[]): Promise<Answer> {
    for (const name of names) this.#names.add(name);
    this.#next ??= this.#follow();
    return this.#next;
  }

  #follow(): Promise<Answer> {
    const next = this.#last.then(() => {
      const names = [...this.#names];
      this.#names.clear();
      this.#next = undefined;
      return this.#ask(names);
    });
    // Those who asked get the error; it does not stop the next question.
    this.#last = next.catch(() => undefined);
    return next;
  }
}

/** Limits how many tasks run at a time. */
export class Lanes {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  async run<Result>(act: () => Promise<Result>): Promise<Result> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await act();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    }
  }
}
