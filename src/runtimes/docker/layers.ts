/** Finds where a daemon of the user's keeps what sandboxes write to their root. */
import { join } from 'node:path';
import * as z from 'zod';
import { runCommand } from '../../host/commands/command.js';
import { answerIn } from './client.js';
import { settingsText } from './host-settings.js';

const infoSchema = z.object({
  DockerRootDir: z.string().startsWith('/'),
  Driver: z.string().min(1),
  DriverStatus: z.array(z.array(z.string())).nullish(),
  Containerd: z.object({ Address: z.string().optional() }).nullish(),
});

/**
 * Returns the folder; undefined where the daemon does not say. Docker 29 leaves the layers to containerd where it has
 * kept none before, and the root of Docker says nothing of them then.
 */
export async function layersFolder(cli: readonly string[], containerdSettings = SETTINGS): Promise<string | undefined> {
  const { stdout } = await runCommand([...cli, 'info', '--format', '{{json .}}'], { timeoutSeconds: 20 });
  const info = infoSchema.safeParse(answerIn(stdout)).data;
  if (info === undefined) return undefined;
  const { DockerRootDir: root, Driver: driver, DriverStatus: status, Containerd: containerd } = info;
  const keeper = (status ?? []).find(([name]) => name === 'driver-type')?.[1];
  if (keeper === undefined) return join(root, driver);
  const isSystems = !containerd?.Address || SYSTEM_SOCKET.test(containerd.Address);
  const below = isSystems ? containerdRoot(containerdSettings) : join(root, 'containerd/daemon');
  return join(below, `${keeper}.${driver}`);
}

/** Where one listens, dockerd uses it, and starts one of its own otherwise. Before API 1.46 it does not say which. */
const SYSTEM_SOCKET = /^(?:\/var)?\/run\/containerd\/containerd\.sock$/;
const SETTINGS = '/etc/containerd/config.toml';

/** The setting stands before the first table of the file. */
function containerdRoot(settings: string): string {
  const [own = ''] = (settingsText(settings) ?? '').split(/^\s*\[/m);
  return /^\s*root\s*=\s*(["'])(.+)\1/m.exec(own)?.[2] ?? '/var/lib/containerd';
}
