/** The folder in which the copies of commits are made. */
import { existsSync } from 'node:fs';
import { giveTo } from './build-commit.js';
import type { BuildRecord } from './build-record.js';
import type { Builder } from './builder.js';
import { Checkout } from './checkout.js';

/** It is on record from before it is made until it is gone. */
export class CopiesFolder {
  readonly folder: string;
  readonly #builder: Builder;
  readonly #record: BuildRecord;
  #settle: () => void = () => undefined;

  constructor(folder: string, builder: Builder, record: BuildRecord) {
    this.folder = folder;
    this.#builder = builder;
    this.#record = record;
  }

  make(): void {
    this.#settle = this.#record.make(this.folder);
    giveTo(this.#builder, this.folder);
  }

  /** Returns what could not be undone. What the builder may not or cannot remove in time is left to the record. */
  async remove(): Promise<readonly string[]> {
    let trouble: string | undefined;
    try {
      await Checkout.remove(this.folder, this.#builder);
    } catch (error) {
      trouble = error instanceof Error ? error.message : String(error);
    }
    if (!existsSync(this.folder)) this.#settle();
    const left = await this.#record.close();
    if (left.length > 0 || !existsSync(this.folder)) return left;
    return [
      `${this.folder} is still there: ${trouble ?? 'not all of it could be removed'}\nBy hand: remove it, unless your next build does.`,
    ];
  }
}
