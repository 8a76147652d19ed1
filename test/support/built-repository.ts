/** Makes a repository with a build that makes a runc, and the checkouts that a runner has of it. */
import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Account } from './runner/index.js';

/** Per cent of a CPU: less than a busy machine leaves to any process, so that the slowdown shows on every machine. */
export const SLOW = 3;

/** Returns a runc whose sandboxes get a share of a CPU, in slices shorter than a trial, or all of it. */
export function wrapperWith(quotaPercent?: number): string {
  const share = (quotaPercent ?? 100) / 100;
  // The kernel takes no quota below 1 ms.
  const period = share < 0.1 ? 100_000 : 10_000;
  const limit = `"quota":${Math.round(share * period)},"period":${period},"cpus":`;
  const slow = `sed -i 's/"cpus":/${limit}/' "$bundle/config.json"`;
  return [
    '#!/bin/sh',
    'previous=',
    'for word; do [ "$previous" = --bundle ] && bundle=$word; previous=$word; done',
    ...(quotaPercent === undefined ? [] : [`[ -n "$bundle" ] && [ -e "$bundle/config.json" ] && ${slow}`]),
    'exec runc "$@"',
    '',
  ].join('\n');
}

/** The workflow's build command. It reports its calls where a test can read them. */
export const BUILD = 'echo "building for $(id -un)"; cp src/runc.sh runc; chmod +x runc; sh src/more.sh';

const MORE = 'true\n';

export class BuiltRepository {
  readonly origin: string;
  readonly #account: Account | undefined;

  constructor(folder: string, account?: Account) {
    this.origin = join(folder, 'origin');
    this.#account = account;
    mkdirSync(this.origin);
    git(this.origin, 'init', '--quiet', '--initial-branch=main');
    this.commit('main', { 'src/runc.sh': wrapperWith(), 'src/more.sh': MORE, '.gitignore': '/runc\n/tare-results\n' });
  }

  /**
   * Adds a commit to a branch, which starts at main where it is new.
   * @returns the id of the commit.
   */
  commit(branch: string, files: Readonly<Record<string, string>>): string {
    const known = git(this.origin, 'branch', '--list', branch) !== '';
    if (known) git(this.origin, 'checkout', '--quiet', branch);
    else git(this.origin, 'checkout', '--quiet', '-B', branch, ...(branch === 'main' ? [] : ['main']));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.origin, path)), { recursive: true });
      writeFileSync(join(this.origin, path), text);
    }
    git(this.origin, 'add', '--all');
    git(this.origin, 'commit', '--quiet', '--allow-empty', '--message', 'A change');
    return git(this.origin, 'rev-parse', 'HEAD');
  }

  /** Makes what actions/checkout leaves in the workspace. */
  checkout(workspace: string, commit: string, ...options: readonly string[]): void {
    git('/', 'clone', '--quiet', ...options, `file://${this.origin}`, workspace);
    git(workspace, 'checkout', '--quiet', '--detach', ...(options.length > 0 ? [] : [commit]));
    if (this.#account) give(workspace, this.#account);
  }
}

function give(path: string, account: Account): void {
  chownSync(path, account.uid, account.gid);
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const inner = join(path, entry.name);
    if (entry.isDirectory()) give(inner, account);
    else chownSync(inner, account.uid, account.gid);
  }
}

export function git(folder: string, ...argv: readonly string[]): string {
  const who = ['-c', 'user.name=A Tester', '-c', 'user.email=tester@example.org', '-c', 'safe.directory=*'];
  return execFileSync('git', [...who, '-C', folder, ...argv], { encoding: 'utf8', stdio: 'pipe' }).trim();
}
