/** What the client of Docker reads when it makes a container: settings of the run's, in place of the user's. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import type { Host } from '../../host/host.js';
import { tryJson } from '../../json.js';
import { settingsText } from './host-settings.js';

const FILE = 'config.json';

const kept = z.object({ HttpHeaders: z.record(z.string(), z.string()).optional() });

/**
 * Returns the variables for calls that make a container. The user's own settings would put the proxies that they name,
 * with their passwords, into the environment of every sandbox. Of them only the headers of requests to the daemon are
 * taken over, without which it may refuse the client.
 */
export function clientVariables(
  host: Pick<Host, 'paths'>,
  usersHome = process.env.HOME ?? homedir(),
): { readonly DOCKER_CONFIG: string } {
  const folder = join(host.paths.work, 'docker-client');
  const users = kept.safeParse(tryJson(settingsText(join(usersHome, '.docker', FILE)) ?? '{}'));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, FILE), JSON.stringify(users.data ?? {}), { mode: 0o600 });
  return { DOCKER_CONFIG: folder };
}
