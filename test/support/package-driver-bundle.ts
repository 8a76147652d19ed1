/**
 * Makes one file of the package driver. Loading its sources one by one takes most of a second of processor time, and a
 * test starts it many times.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
/** The packages within it that are no ES modules ask for others by `require`. */
const REQUIRE = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

export class PackageDriver {
  readonly #folder = mkdtempSync(join(tmpdir(), 'tare-driver-'));
  /** What starts it. */
  readonly argv: readonly string[];

  constructor() {
    const file = join(this.#folder, 'driver.mjs');
    const shape = ['--bundle', '--platform=node', '--format=esm', '--log-level=warning', `--banner:js=${REQUIRE}`];
    const esbuild = join(REPOSITORY, 'node_modules/.bin/esbuild');
    execFileSync(esbuild, ['test/support/package-driver.ts', ...shape, `--outfile=${file}`], { cwd: REPOSITORY });
    this.argv = [process.execPath, file];
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
