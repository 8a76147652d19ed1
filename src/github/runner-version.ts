/**
 * Finds the version of the runner that runs a step, which no variable and no context gives. Once the runner has
 * updated itself, the folder of the node that runs this has the version in its name; otherwise the log of its worker
 * begins with it. It is unknown in a job's container, where only that node is mounted.
 */
import { closeSync, existsSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import lt from 'semver/functions/lt.js';
import { InputError } from '../errors.js';

/** It is the first version that resolves `uses: $/…` (actions/runner, pull request 4457). */
const MINIMUM = '2.336.0';

const FOLDERS = /^(?<root>.*)\/externals(?:\.(?<version>\d+\.\d+\.\d+))?\/node\d+\/bin\/node$/;
const LOGGED = /\bVersion: (?<version>\d+\.\d+\.\d+)/;
/** The version is among the first lines; the log grows with the job. */
const HEAD_BYTES = 16 * 1024;

/** Returns the version; undefined where it is unknown. @param node path of the running node. */
export function runnerVersion(node: string): string | undefined {
  const { root, version } = FOLDERS.exec(node)?.groups ?? {};
  return version ?? (root === undefined ? undefined : loggedVersion(root));
}

/** Names hold the time, so the last one is that of this job. */
function loggedVersion(root: string): string | undefined {
  const folder = join(root, '_diag');
  const logs = existsSync(folder) ? readdirSync(folder).filter((name) => /^Worker_.*\.log$/.test(name)) : [];
  const newest = logs.sort().at(-1);
  return newest === undefined ? undefined : LOGGED.exec(headOf(join(folder, newest)))?.groups?.version;
}

function headOf(path: string): string {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(HEAD_BYTES);
    return buffer.toString('utf8', 0, readSync(file, buffer));
  } finally {
    closeSync(file);
  }
}

/** Where GitHub runs Actions with artifacts that the present client can store; a server on this host is a test's. */
const HOSTS = /^(?:github\.com|.+\.ghe\.com|(?:.+\.)?localhost)$/i;

/**
 * Requires a server that takes artifacts: nothing could be uploaded on another, and a run there would be lost.
 * @param serverUrl of the workflow; undefined outside one.
 * @throws InputError
 */
export function requireServer(serverUrl: string | undefined): void {
  const host = serverUrl && URL.canParse(serverUrl) ? new URL(serverUrl).hostname : '';
  if (host === '' || HOSTS.test(host)) return;
  throw new InputError(
    `This is GitHub Enterprise Server or another server (${host}), which takes no artifacts of the present kind, so the action cannot keep what it measures there.`,
    'Use the command in a step of its own, with runs kept on the runner (docs/command.md), or github.com or ghe.com.',
  );
}

/** Requires a new enough runner. @throws InputError where the runner is known to be too old. */
export function requireRunner(node = process.execPath): void {
  const version = runnerVersion(node);
  if (version === undefined || !lt(version, MINIMUM)) return;
  throw new InputError(
    `This runner is ${version}, and tare needs ${MINIMUM} or later.`,
    'Update it; a runner does so itself unless it was configured with --disableupdate.',
  );
}
