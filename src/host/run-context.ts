/**
 * What one invocation knows and has under way. It is passed down with the host, so that nothing of it is kept by a
 * module, where another host or the next test would find it.
 */

/** A place for one value of the context: its owner alone holds the key. */
export class Slot<Value> {
  readonly name: string;
  /** Never set: it ties the type of the value to the key. */
  declare readonly value?: Value;

  constructor(name: string) {
    this.name = name;
  }
}

export class RunContext {
  readonly #next = new Map<string, number>();
  readonly #values = new Map<Slot<unknown>, unknown>();

  /** 0, 1, 2, …: none is given twice, also where the invocation opens its host again. */
  nextId(kind: string): number {
    const id = this.#next.get(kind) ?? 0;
    this.#next.set(kind, id + 1);
    return id;
  }

  /** The value of the slot, made by whoever asks first. */
  once<Value>(slot: Slot<Value>, make: () => NoInfer<Value>): Value {
    if (!this.#values.has(slot)) this.#values.set(slot, make());
    return this.#values.get(slot) as Value;
  }

  /** Drops `value`, so that it is made again; a newer one stays. */
  forget<Value>(slot: Slot<Value>, value: NoInfer<Value>): void {
    if (this.#values.get(slot) === value) this.#values.delete(slot);
  }

  /** Drops all values, which are of the host as it was while it was open. Ids go on. */
  hostClosed(): void {
    this.#values.clear();
  }
}
