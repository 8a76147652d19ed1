/** Many questions to apt at once: those of one kind are put together, and the others wait for each other. */

/** Questions that are asked while one is answered become one: apt takes as long for one package as for fifty. */
export class Gathered<Answer> {
  readonly #ask: (names: readonly string[]) => Promise<Answer>;
  readonly #names = new Set<string>();
  #next: Promise<Answer> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(ask: (names: readonly string[]) => Promise<Answer>) {
    this.#ask = ask;
  }

  /** An answer about these names, and maybe about others. It begins after this call: nothing older is told. */
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
    // Who asked hears of an error; whoever asks next is not kept by it.
    this.#last = next.catch(() => undefined);
    return next;
  }
}

/** Lets so many go on at a time. */
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
