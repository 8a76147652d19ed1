/** Which builds would make the same: the name under which what was built is kept. */
import { createHash } from 'node:crypto';
import { realpathSync, statSync } from 'node:fs';
import which from 'which';
import { digestOf } from './made-files.js';

export interface Built {
  readonly commit: string;
  readonly command: string;
  /**
   * Paths of the measured files, relative to the folder that the command ran in; `prefix` is that folder in the
   * repository.
   */
  readonly paths: readonly string[];
  readonly prefix: string;
  /** The variables that the build is given. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The terminal, session or job sets these anew each time; a build that reads one is not told from another. */
const OF_SESSION =
  /^(?:TMPDIR|PWD|OLDPWD|SHLVL|_|TERM|TERM_\w+|COLORTERM|COLUMNS|LINES|LS_COLORS|DISPLAY|WAYLAND_DISPLAY|WINDOWID|XAUTHORITY|SSH_\w+|XDG_SESSION_\w+|XDG_RUNTIME_DIR|DBUS_SESSION_BUS_ADDRESS|INVOCATION_ID|JOURNAL_STREAM|SYSTEMD_EXEC_PID|MANAGERPID|MEMORY_PRESSURE_\w+|TMUX\w*|STY|VTE_VERSION|GITHUB_\w+|RUNNER_\w+|TARE_\w+|npm_\w+|JEST_WORKER_ID)$/;

/** Tools are often installed without a package: below /usr/local, in a home, in a runner's tool cache. */
const TOOLS = 'cc gcc clang c++ g++ clang++ ld go rustc cargo zig make cmake meson ninja protoc'.split(' ');
const NAMED_BY = ['CC', 'CXX', 'LD', 'MAKE', 'RUSTC'];

/** Another compiler makes another runtime, so the key covers the tools, the packages and the variables of a build. */
export function keyOf({ commit, command, paths, prefix, environment }: Built): string {
  const variables = Object.entries(environment)
    .filter(([name]) => !OF_SESSION.test(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const packages = ['/etc/os-release', '/var/lib/dpkg/status', '/var/lib/rpm/rpmdb.sqlite'].map(digestOf);
  const key = [commit, command, paths, prefix, process.arch, variables, packages, toolsIn(environment)];
  return createHash('sha256').update(JSON.stringify(key)).digest('hex');
}

function toolsIn(environment: Built['environment']): unknown[] {
  const { PATH: path = '' } = environment;
  const named = NAMED_BY.flatMap((name) => environment[name]?.trim().split(/\s+/)[0] || []);
  return [...TOOLS, ...named].map((name) => {
    const found = which.sync(name, { nothrow: true, path });
    if (found === null) return null;
    const { size, mtimeMs } = statSync(found);
    return [realpathSync(found), size, mtimeMs];
  });
}
