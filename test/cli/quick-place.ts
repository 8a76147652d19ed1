/** Runs of a few seconds, from the sources: their userland is a shell and a sysbench that is a script. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TOOLS, USERLAND_SYSBENCH } from '../faults/world.js';
import { Running, Workplace } from '../support/tare.js';
import { makeTinyUserland } from '../support/tiny-userland.js';
import { WORK_FOLDER } from '../support/work-folder.js';

const SOURCE = fileURLToPath(new URL('../../src/cli/cli.ts', import.meta.url));
const LOADER = import.meta.resolve('tsx');

export class QuickPlace {
  readonly place = new Workplace();
  readonly output = join(this.place.folder, 'tare-results');
  /** It is not in the working folder, of which a build would have to make it. */
  readonly #userland = mkdtempSync(join(WORK_FOLDER, 'tare-userland-'));
  readonly state = join(this.place.folder, 'state');

  constructor() {
    this.place.env.TARE_CACHE_DIR = join(this.place.folder, 'tare-cache');
    makeTinyUserland(this.#userland, USERLAND_SYSBENCH, TOOLS);
  }

  /** Starts a command that measures. */
  start(command: string, ...more: readonly string[]): Running {
    const usual = ['--rootfs', this.#userland, '--runtimes', 'runc', '--suites', 'cpu', '--trial-time', '20ms'];
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

  /** Makes the working folder a checkout, with one commit of this file. */
  checkout(name: string, text: string): void {
    writeFileSync(join(this.place.folder, name), text);
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: this.place.folder });
    git('init', '--quiet', '--initial-branch=main');
    writeFileSync(join(this.place.folder, '.gitignore'), '*\n');
    git('add', '--force', name, '.gitignore');
    git('commit', '--quiet', '--message=one');
  }

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
    rmSync(this.#userland, { recursive: true, force: true });
  }
}
