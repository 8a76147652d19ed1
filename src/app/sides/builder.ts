/** The user who builds: never root, unless the checkout belongs to root. */
import { lstatSync } from 'node:fs';
import { HostError } from '../../errors.js';
import { mustRun } from '../../host/commands/command.js';

export interface Builder {
  /** Words in front of a command that make it run as the builder; empty where we are the builder. */
  readonly prefix: readonly string[];
  /** The builder's account, where it is not ours. */
  readonly account?: { readonly name: string; readonly uid: number; readonly gid: number; readonly home: string };
}

/**
 * Returns who called sudo, else the owner of the checkout.
 * @throws HostError for a user without a name on this host.
 */
export async function builderOf(checkout: string): Promise<Builder> {
  const caller = Number(process.env.SUDO_UID ?? 0);
  const uid = caller > 0 ? caller : lstatSync(checkout).uid;
  if (process.getuid?.() !== 0 || uid === 0) return { prefix: [] };
  const account = await accountOf(uid);
  const { name, gid, home } = account;
  // Root's environment is not passed on, but for the search path and the settings of the terminal.
  const around = [`HOME=${home}`, `USER=${name}`, `LOGNAME=${name}`, 'SHELL=/bin/sh'];
  const drop = ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--init-groups', '--inh-caps=-all', '--'];
  return { prefix: [...drop, 'env', '-u', 'XDG_CACHE_HOME', '-u', 'XDG_RUNTIME_DIR', ...around], account };
}

async function accountOf(uid: number) {
  const line = await mustRun(['getent', 'passwd', String(uid)]).catch(() => '');
  const [name = '', , , gid, , home = ''] = line.trim().split(':');
  if (name !== '' && gid !== undefined) return { name, uid, gid: Number(gid), home: home || '/' };
  throw new HostError(
    `The build must not run as root, and user ${uid}, whose checkout it is, has no account here.`,
    'Run tare as the user whose checkout it is; it asks sudo for the rest.',
  );
}

/**
 * Makes the environment of a build: that of a step or shell, without tokens, inputs and the runner's command files.
 */
export function buildEnvironment(environment: NodeJS.ProcessEnv, temp: string): Record<string, string> {
  const kept = Object.entries(environment).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !WITHHELD.test(entry[0]),
  );
  return { ...Object.fromEntries(kept), TMPDIR: temp };
}

/** Variables of git: in a hook they name the repository of the hook, but the build is in another one. */
const WITHHELD =
  /TOKEN|SECRET|PASSWORD|^(?:INPUT_|STATE_|ACTIONS_)|^GITHUB_(?:ENV|OUTPUT|STATE|PATH|STEP_SUMMARY)$|^GIT_(?:DIR|WORK_TREE|INDEX_FILE|COMMON_DIR|OBJECT_DIRECTORY|PREFIX)$|^SUDO_|^NODE_OPTIONS$/i;
