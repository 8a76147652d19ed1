/** Who builds: never root, unless the checkout is root's own. */
import { lstatSync } from 'node:fs';
import { HostError } from '../../errors.js';
import { mustRun } from '../../host/command.js';

export interface Builder {
  /** Goes before a command that is to run as the builder; empty where that is who we are. */
  readonly prefix: readonly string[];
  /** Where it is another user than we are. */
  readonly account?: { readonly name: string; readonly uid: number; readonly gid: number; readonly home: string };
}

/** Under sudo whoever called it, else the owner of the checkout. @throws HostError for a user without a name here. */
export async function builderOf(checkout: string): Promise<Builder> {
  const caller = Number(process.env.SUDO_UID ?? 0);
  const uid = caller > 0 ? caller : lstatSync(checkout).uid;
  if (process.getuid?.() !== 0 || uid === 0) return { prefix: [] };
  const account = await accountOf(uid);
  const { name, gid, home } = account;
  // Nothing of root's environment but how to print and where programs are.
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
 * What a step of a workflow or a shell has around it, without tokens, inputs and the files by which a step talks to
 * the runner.
 */
export function buildEnvironment(environment: NodeJS.ProcessEnv, temp: string): Record<string, string> {
  const kept = Object.entries(environment).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !WITHHELD.test(entry[0]),
  );
  return { ...Object.fromEntries(kept), TMPDIR: temp };
}

/** Of git's own: a hook that calls us says by these which repository is meant, and the build is in another. */
const WITHHELD =
  /TOKEN|SECRET|PASSWORD|^(?:INPUT_|STATE_|ACTIONS_)|^GITHUB_(?:ENV|OUTPUT|STATE|PATH|STEP_SUMMARY)$|^GIT_(?:DIR|WORK_TREE|INDEX_FILE|COMMON_DIR|OBJECT_DIRECTORY|PREFIX)$|^SUDO_|^NODE_OPTIONS$/i;
