/** The folder in which the copies of commits are made. */
import { existsSync } from 'node:fs';
import { ownFolder } from './build-commit.js';
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
    ownFolder(this.folder, this.#builder);
  }

  /** Returns what could not be undone. */
  async remove(): Promise<readonly string[]> {
    await Checkout.remove(this.folder, this.#builder);
    if (!existsSync(this.folder)) this.#settle();
    return this.#record.close();
  }
}
