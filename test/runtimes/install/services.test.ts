/** The user's own daemon was started by hand, and the package of such a daemon would be installed. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HostError } from '../../../src/errors.js';
import { describeHost } from '../../../src/host/open-host.js';
import { silentLog } from '../../../src/log.js';
import { checkRecipe, installRecipe } from '../../../src/runtimes/install/install.js';
import type { Recipe } from '../../../src/runtimes/install/recipe.js';
import { servicesInTheWay } from '../../../src/runtimes/install/services.js';

let folder: string;
let socket: string;
let daemon: Server;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tare-services-'));
  socket = join(folder, 'daemon.sock');
  daemon = createServer((connection) => connection.destroy()).listen(socket);
  await new Promise((resolve) => daemon.once('listening', resolve));
});
afterEach(() => {
  daemon.close();
  rmSync(folder, { recursive: true });
});

const systemd = { ...describeHost(silentLog), systemd: true };
const wanted = (): Recipe => ({
  runtime: 'thing',
  programs: [{ name: 'tare-no-such-daemon' }],
  packages: [{ name: 'tare-no-such-package' }, { name: 'tare-no-other' }],
  byPath: 'folder',
  byPathHint: 'give its folder',
  services: [{ packages: ['tare-no-such-package'], socket }],
});

const arm = (version?: string) => ({ id: 'thing', runtime: 'thing', options: {}, ...(version && { version }) });

describe('a daemon that no package brought', () => {
  it('is not disturbed: its package is refused before a run, and by the installation itself', async () => {
    expect(await checkRecipe(systemd, arm(), wanted())).toEqual([
      expect.objectContaining({ installable: false, refused: true, remedy: expect.stringContaining(socket) }),
    ]);
    await expect(installRecipe(systemd, arm(), wanted())).rejects.toThrow(HostError);
    await expect(installRecipe(systemd, arm('1.0'), wanted())).rejects.toThrow(socket);
  });

  it('is in the way of no installation where it has ended, belongs to a package, or where nothing starts a service', async () => {
    const service = { packages: ['tare-no-such-package'], socket };
    expect(await servicesInTheWay(systemd, [service])).toEqual([socket]);
    expect(await servicesInTheWay(systemd, [{ ...service, packages: ['dpkg'] }])).toEqual([]);
    expect(await servicesInTheWay({ systemd: false }, [service])).toEqual([]);
    writeFileSync(join(folder, 'pid'), '1');
    const pidFile = join(folder, 'pid');
    expect(await servicesInTheWay({ systemd: false }, [{ ...service, pidFile }])).toEqual([socket]);
    daemon.close();
    expect(await servicesInTheWay(systemd, [service])).toEqual([]);
  });
});
