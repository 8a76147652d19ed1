/**
 * Holds what one invocation knows and has under way. It is passed down with the host, so that no module keeps any of
 * it, where another host or the next test would find it.
 */

/** A place for one value of the context. Only its owner has the key. */
export class Slot<Value> {
  readonly name: string;
  /** It is never set: it ties the type of the value to the key. */
  declare readonly value?: Value;

  constructor(name: string) {
    this.name = name;
  }
}

export class RunContext {
  readonly #next = new Map<string, number>();
  readonly #values = new Map<Slot<unknown>, unknown>();

  /** Returns 0, 1, 2 and so on. No number is given twice, even where the invocation opens its host again. */
  nextId(kind: string): number {
    const id = this.#next.get(kind) ?? 0;
    this.#next.set(kind, id + 1);
    return id;
  }

  /** Returns the value of the slot, which the first caller makes. */
  once<Value>(slot: Slot<Value>, make: () => NoInfer<Value>): Value {
    if (!this.#values.has(slot)) this.#values.set(slot, make());
    return this.#values.get(slot) as Value;
  }

  /** Drops `value`, so that it is made again. A newer value stays. */
  forget<Value>(slot: Slot<Value>, value: NoInfer<Value>): void {
    if (this.#values.get(slot) === value) this.#values.delete(slot);
  }

  /** Drops all values, which are about the host while it was open. The ids continue. */
  hostClosed(): void {
    this.#values.clear();
  }
}
