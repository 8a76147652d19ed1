/** A place with a state folder, an output folder and a cache, and the runs that are made there. */
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseRun } from '../../src/results/store.js';
import { Running } from '../support/tare.js';
import { makeTinyUserland } from '../support/tiny-userland.js';

export const HOOK = fileURLToPath(new URL('hook.cjs', import.meta.url));
export const CLI = fileURLToPath(new URL('../../dist/cli/index.js', import.meta.url));

/** All worlds on a host share this cache, so that its contents are not made again for each fault. */
export const CACHE = '/var/tmp/cache';
const USERLAND = '/var/tmp/userland';
/** Where a fault may have its state, below the folder of the world. */
const STATES = ['state', 'output/place/s'];
const KEPT_DOCUMENT = '/var/tmp/kept.json';

/** The programs that the agent and its probe call. */
export const TOOLS = ['cat', 'nproc', 'sed', 'head', 'uname', 'stat', 'sha256sum', 'cut', 'sleep', 'ln', 'rm'].map(
  programPath,
);

/** Every event is reported to take a millisecond. */
export const USERLAND_SYSBENCH = `
[ "$1" = --version ] && { echo 'sysbench 1.0.20'; exit; }
for word; do case $word in --events=*) n=\${word#--events=};; esac; done
s=$((n / 1000)).$(printf %04d $((n % 1000 * 10)))
cat <<END
sysbench 1.0.20 (using system LuaJIT 2.1.0-beta3)

Running the test with following options:
Number of threads: 1
Initializing random number generator from seed (1).


Prime numbers limit: 20000

Initializing worker threads...

Threads started!

CPU speed:
    events per second:  1000.00

General statistics:
    total time:                          \${s}s
    total number of events:              $n

Latency (ms):
         min:                                    1.00
         avg:                                    1.00
         max:                                    1.00
         95th percentile:                        1.00
         sum:                                    $n.00

Threads fairness:
    events (avg/stddev):           $n.0000/0.00
    execution time (avg/stddev):   $s/0.00

END`;

export class World {
  readonly folder = mkdtempSync('/var/tmp/world-');
  readonly state = join(this.folder, 'state');
  readonly output = join(this.folder, 'output');
  /** Variables in addition to those of the driver. */
  readonly env: Record<string, string> = {
    TARE_STATE_DIR: this.state,
    TARE_CACHE_DIR: CACHE,
    RUNNER_TOOL_CACHE: join(CACHE, 'tools'),
    NO_COLOR: '1',
  };

  #latest: Running | undefined;

  constructor() {
    // Ordinary users run the command too.
    chmodSync(this.folder, 0o755);
    for (const path of [this.state, this.output]) mkdirSync(path, { mode: 0o700 });
    if (!existsSync(USERLAND)) makeTinyUserland(USERLAND, USERLAND_SYSBENCH, TOOLS);
    if (existsSync(KEPT_DOCUMENT)) cpSync(KEPT_DOCUMENT, join(this.output, 'run-kept.json'));
    writeFileSync(join(this.output, 'thesis'), 'of a user');
  }

  /** Returns the arguments of a short run. `more` are flags with their values, which replace those below. */
  arguments(runtimes: string, ...more: string[]): string[] {
    const usual = [
      ...['--runtimes', runtimes, '--suites', 'cpu,lifecycle', '--blocks', '2..2', '--pairs', '1'],
      ...['--trial-time', '20ms', '--memory', '256MiB', '--baseline', 'none', '--install', 'never'],
      ...['--rootfs', USERLAND, '--output', this.output],
    ];
    const flags = new Map<string, string>();
    for (const [index, word] of [...usual, ...more].entries())
      if (index % 2 === 0) flags.set(word, [...usual, ...more][index + 1] ?? '');
    return ['run', ...[...flags].flat()];
  }

  start(args: readonly string[], env: Readonly<Record<string, string>> = {}): Running {
    this.#latest = new Running(args, this.folder, { ...this.env, ...env });
    return this.#latest;
  }

  async tare(...args: string[]) {
    return this.start(args).finished();
  }

  /** Returns the end of the output of what was started last. */
  lastWords(): string[] {
    return this.#latest ? [`it last said: ${this.#latest.said.slice(-300)}`] : [];
  }

  /** After a fault that is meant to take it away. */
  restoreKept(): void {
    if (existsSync(KEPT_DOCUMENT)) cpSync(KEPT_DOCUMENT, join(this.output, 'run-kept.json'));
  }

  /** The whole document of a run that went well is what must survive in every later world. */
  keepDocument(): void {
    const path = documentsIn(this.output)[0];
    if (path) cpSync(path, KEPT_DOCUMENT);
  }

  /** Returns what is wrong with the documents here, given how many blocks were announced as complete. */
  lost(blocksTold: number): string[] {
    const lost: string[] = [];
    if (existsSync(KEPT_DOCUMENT) && !existsSync(join(this.output, 'run-kept.json')))
      lost.push('run-kept.json is gone');
    if (!existsSync(join(this.output, 'thesis'))) lost.push("the user's own file is gone");
    let most = 0;
    const places = [
      this.output,
      ...comparisonsIn(this.output),
      ...STATES.map((state) => join(this.folder, state, 'results')),
    ];
    for (const path of places.flatMap(documentsIn)) {
      try {
        const { blocks } = parseRun(readFileSync(path, 'utf8'), path);
        if (!path.endsWith('run-kept.json')) most = Math.max(most, blocks.length);
      } catch (error) {
        lost.push(`${path}: ${String(error).slice(0, 200)}`);
      }
    }
    if (most < blocksTold) lost.push(`${blocksTold} blocks were complete, the document holds ${most}`);
    return lost;
  }

  /** Returns drafts and locks in folders whose content is otherwise the user's business. */
  drafts(): string[] {
    const odd = /\.(lock|draft|\d+)$|^import-|^\.tare-|\.json\.|^work$/;
    const names = (folder: string) => (existsSync(folder) ? readdirSync(folder) : []).filter((name) => odd.test(name));
    const places = [this.state, join(this.state, 'journal'), this.output, CACHE, join(CACHE, 'userland')];
    const run = (existsSync(join(this.state, 'journal')) ? readdirSync(join(this.state, 'journal')) : []).filter(
      (name) => /^(?:run|build)-.*\.jsonl/.test(name),
    );
    const found = places.flatMap((folder) => names(folder).map((name) => join(folder, name)));
    return [...found.filter((path) => !holdsDocuments(path)), ...run];
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Makes a document by a run without a fault. It is given to commands, and must survive. */
export async function keepDocument(runtimes: string, ...more: string[]): Promise<void> {
  const world = new World();
  const { code, stderr } = await world.tare(...world.arguments(runtimes, ...more));
  if (code !== 0) throw new Error(`the run without a fault ended with ${code}:\n${stderr}`);
  world.keepDocument();
  world.remove();
}

/** A user may have them even in the folder for work, which then stays. */
function holdsDocuments(path: string): boolean {
  if (!statSync(path).isDirectory()) return false;
  return readdirSync(path, { withFileTypes: true, recursive: true }).some(
    (entry) => entry.isFile() && /^run-.*\.json$/.test(entry.name),
  );
}

/** Returns the folders in which a search keeps the documents of its comparisons. */
function comparisonsIn(output: string): string[] {
  const searches = (existsSync(output) ? readdirSync(output) : [])
    .filter((name) => name.startsWith('bisect-'))
    .map((name) => join(output, name))
    .filter((path) => statSync(path).isDirectory());
  return searches.flatMap((path) => readdirSync(path).map((name) => join(path, name)));
}

function documentsIn(folder: string): string[] {
  return (existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [])
    .filter((entry) => entry.isFile() && /^run-.*\.json$/.test(entry.name))
    .map(({ name }) => join(folder, name));
}

function programPath(name: string): string {
  const path = ['/usr/bin', '/bin'].map((folder) => join(folder, name)).find((file) => existsSync(file));
  if (!path) throw new Error(`there is no ${name}`);
  return path;
}
