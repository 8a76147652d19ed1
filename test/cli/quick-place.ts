/** Runs of a few seconds, from the sources: their userland is a shell and a sysbench that is a script. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TOOLS, USERLAND_SYSBENCH } from '../faults/world.js';
import { Running, Workplace } from '../support/tare.js';
import { makeTinyUserland } from '../support/tiny-userland.js';

const SOURCE = fileURLToPath(new URL('../../src/cli/cli.ts', import.meta.url));
const LOADER = import.meta.resolve('tsx');

export class QuickPlace {
  readonly place = new Workplace();
  readonly output = join(this.place.folder, 'tare-results');
  readonly state = join(this.place.folder, 'state');

  constructor() {
    this.place.env.TARE_CACHE_DIR = join(this.place.folder, 'tare-cache');
    makeTinyUserland(join(this.place.folder, 'root'), USERLAND_SYSBENCH, TOOLS);
  }

  /** Starts a command that measures. */
  start(command: string, ...more: readonly string[]): Running {
    const usual = ['--rootfs', './root', '--runtimes', 'runc', '--suites', 'cpu', '--trial-time', '20ms'];
    const args = [command, ...usual, '--pairs', '1', '--memory', '256MiB', '--install', 'never', ...more];
    const running = new Running(args, this.place.folder, this.place.env, [
      process.execPath,
      '--import',
      LOADER,
      SOURCE,
    ]);
    this.#started.push(running);
    return running;
  }
  readonly #started: Running[] = [];

  /** Has something be on record that no run can undo. */
  leaveStuck(): void {
    const lines = [
      { type: 'owner', pid: 4_194_303 },
      { type: 'change', id: 0, undo: { kind: 'command', argv: ['false'] } },
    ];
    mkdirSync(join(this.state, 'journal'), { recursive: true, mode: 0o700 });
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    writeFileSync(join(this.state, 'journal', 'run-4194303-1.jsonl'), text);
  }

  remove(): void {
    for (const { child } of this.#started) child.kill('SIGKILL');
    this.place.remove();
  }
}
