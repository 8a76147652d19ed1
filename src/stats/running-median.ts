/**
 * The median of a list that grows: each value takes the logarithm of their number, not another look at all of them.
 */

/** Numbers of which the smallest is at hand. */
class Heap {
  readonly #values: number[] = [];

  get size(): number {
    return this.#values.length;
  }

  /** Of at least one. */
  get first(): number {
    return this.#values[0] as number;
  }

  push(value: number): void {
    const values = this.#values;
    let at = values.push(value) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if ((values[above] as number) <= value) break;
      values[at] = values[above] as number;
      at = above;
    }
    values[at] = value;
  }

  /** Takes the first out of at least one. */
  pop(): number {
    const { first } = this;
    const last = this.#values.pop() as number;
    if (this.size > 0) this.#sink(last);
    return first;
  }

  /** Puts a value where the first was. */
  #sink(value: number): void {
    const values = this.#values;
    let at = 0;
    for (;;) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const below =
        (values[right] ?? Number.POSITIVE_INFINITY) < (values[left] ?? Number.POSITIVE_INFINITY) ? right : left;
      if (below >= values.length || value <= (values[below] as number)) break;
      values[at] = values[below] as number;
      at = below;
    }
    values[at] = value;
  }
}

export class RunningMedian {
  /** The lower half, negated, so that its largest comes first: as many as the upper half, or one more. */
  readonly #lower = new Heap();
  readonly #upper = new Heap();

  /** How many values there are. */
  get count(): number {
    return this.#lower.size + this.#upper.size;
  }

  /** Null of none. */
  get value(): number | null {
    if (this.count === 0) return null;
    const middle = -this.#lower.first;
    return this.#lower.size > this.#upper.size ? middle : (middle + this.#upper.first) / 2;
  }

  add(value: number): void {
    // Through the lower half into the upper one and back, so that each stays on its side.
    this.#lower.push(-value);
    this.#upper.push(-this.#lower.pop());
    if (this.#upper.size > this.#lower.size) this.#lower.push(-this.#upper.pop());
  }
}
