/** Makes a user of this host for one test, without a password and with the rights that sudo gives it. */
import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Account } from './runner/index.js';

/** Returns why no such user can be made here; undefined where one can. */
export function whyNoAccount(): string | undefined {
  if (process.getuid?.() !== 0) return 'not root';
  if (!existsSync('/usr/sbin/useradd')) return 'there is no useradd';
  return existsSync('/usr/bin/sudo') ? undefined : 'there is no sudo';
}

export class TestAccount implements Account {
  readonly name = `tare-test-${randomBytes(3).toString('hex')}`;
  readonly home = mkdtempSync('/var/tmp/tare-home-');
  readonly uid: number;
  readonly gid: number;
  readonly #sudoers = join('/etc/sudoers.d', this.name);

  constructor() {
    execFileSync('/usr/sbin/useradd', ['--no-create-home', '--home-dir', this.home, '--shell', '/bin/sh', this.name]);
    [this.uid, this.gid] = ['-u', '-g'].map((flag) =>
      Number(execFileSync('id', [flag, this.name], { encoding: 'utf8' })),
    ) as [number, number];
    execFileSync('chown', [`${this.uid}:${this.gid}`, this.home]);
  }

  /**
   * Adds a rule to sudo.
   * @param line of sudoers, which visudo checks.
   */
  permit(line: string): void {
    mkdirSync('/etc/sudoers.d', { recursive: true });
    writeFileSync(this.#sudoers, `${line}\n`, { mode: 0o440 });
    execFileSync('/usr/sbin/visudo', ['--check', '--quiet', '--file', this.#sudoers]);
  }

  forbid(): void {
    rmSync(this.#sudoers, { force: true });
  }

  remove(): void {
    this.forbid();
    spawnSync('/usr/sbin/userdel', [this.name]);
    // What sudo remembers of the user.
    rmSync(join('/run/sudo/ts', this.name), { force: true });
    rmSync(this.home, { recursive: true, force: true });
  }
}
