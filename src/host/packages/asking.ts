/**
 * Bundles many questions to apt: those of one kind are put together, answers are remembered, and what cannot be
 * answered yet waits for the others.
 */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '../errno.js';
import type { PackageVersion } from './simulation.js';

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

/** What apt reads for an answer; of a folder also what is in it. */
const READ_BY_APT = [
  ...['sources.list', 'sources.list.d', 'preferences', 'preferences.d', 'apt.conf', 'apt.conf.d'].map((name) =>
    join('/etc/apt', name),
  ),
  '/var/lib/apt/lists',
  '/var/lib/dpkg/status',
];

/** Returns a text that changes with everything that apt reads. */
export function aptState(paths: readonly string[] = READ_BY_APT): string {
  return paths.map(stateOf).join('\n');
}

function stateOf(path: string): string {
  try {
    const found = statSync(path, { bigint: true });
    const inner = found.isDirectory() ? readdirSync(path).sort() : [];
    const own = [path, found.ino, found.size, found.mtimeNs, found.ctimeNs].join(' ');
    return [own, ...inner.map((name) => stateOf(join(path, name)))].join('\n');
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    return `${path} ${code}`;
  }
}

/**
 * Remembers what apt answered about each package while all that apt reads stays as it is: apt takes half a second of
 * processor time for any answer where it may not keep an index of its lists, as in images of containers.
 */
export class Remembered {
  readonly #ask: (names: readonly string[]) => Promise<readonly PackageVersion[] | undefined>;
  readonly #state: () => string;
  readonly #known = new Map<string, readonly PackageVersion[]>();
  #since = '';

  /** @param ask returns undefined where apt fails, which is not remembered. */
  constructor(ask: (names: readonly string[]) => Promise<readonly PackageVersion[] | undefined>, state = aptState) {
    this.#ask = ask;
    this.#state = state;
  }

  async about(names: readonly string[]): Promise<PackageVersion[]> {
    const state = this.#state();
    if (state !== this.#since) this.#known.clear();
    this.#since = state;
    const asked = names.filter((name) => !this.#known.has(name));
    const answer = asked.length === 0 ? [] : await this.#ask(asked);
    const about = (name: string) => (answer ?? []).filter((one) => one.name === name);
    if (answer) for (const name of asked) this.#known.set(name, about(name));
    return names.flatMap((name) => this.#known.get(name) ?? about(name));
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
