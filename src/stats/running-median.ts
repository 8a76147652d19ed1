/**
 * Keeps the median of a growing list. Adding a value takes time with the logarithm of their number and no pass over
 * all values.
 */

/** A binary heap of numbers whose smallest is available at once. */
class Heap {
  readonly #values: number[] = [];

  get size(): number {
    return this.#values.length;
  }

  /** The smallest number; the heap must not be empty. */
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

  /** Removes and returns the smallest number; the heap must not be empty. */
  pop(): number {
    const { first } = this;
    const last = this.#values.pop() as number;
    if (this.size > 0) this.#sink(last);
    return first;
  }

  /** Puts a value in the place of the first one and moves it down to where it belongs. */
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
  /**
   * The lower half of the values, negated so that its largest comes first. It holds as many values as the upper half,
   * or one more.
   */
  readonly #lower = new Heap();
  readonly #upper = new Heap();

  get count(): number {
    return this.#lower.size + this.#upper.size;
  }

  /** The median, or null where there are no values. */
  get value(): number | null {
    if (this.count === 0) return null;
    const middle = -this.#lower.first;
    return this.#lower.size > this.#upper.size ? middle : (middle + this.#upper.first) / 2;
  }

  add(value: number): void {
    // The value passes through the lower half into the upper one and back, so that every value stays on its side.
    this.#lower.push(-value);
    this.#upper.push(-this.#lower.pop());
    if (this.#upper.size > this.#lower.size) this.#lower.push(-this.#upper.pop());
  }
}
