/** Fetches and unpacks, but does not install, the distribution's kernel for virtual machines and a static busybox. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { HostError } from '../../errors.js';
import { mustRun, proxyVariables, runCommand } from '../../host/commands/command.js';
import { mustRunGrouped, runGrouped } from '../../host/groups/grouped-command.js';
import type { Host, LinuxDistribution } from '../../host/host.js';
import { refreshPackageLists, requireApt } from '../../host/packages/apt.js';
import { aptCommand, askApt, DO_IT } from '../../host/packages/apt-get.js';

/** The package that depends on the current kernel. @throws HostError on other systems. */
export function kernelMetapackage({ id, arch, pretty }: LinuxDistribution): string {
  if (id === 'debian') return `linux-image-cloud-${arch}`;
  if (id === 'ubuntu') return 'linux-image-virtual';
  throw new HostError(
    `A guest kernel can be had from Debian and Ubuntu; this is ${pretty || 'another system'}.`,
    'MicroVM runtimes cannot be measured here.',
  );
}

/**
 * Packages that a stanza of `apt-cache show` depends on and whose names match `names`; of alternatives the first.
 * Pure.
 */
export function dependenciesOf(stanza: string, names: RegExp): string[] {
  const depends = /^Depends: (.*)$/m.exec(stanza)?.[1] ?? '';
  return depends
    .split(',')
    .map((item) => item.trim().split(/[\s:|]/)[0] ?? '')
    .filter((name) => names.test(name));
}

/** Kernel packages that a stanza depends on. Pure. */
export const kernelDependencies = (stanza: string): string[] => dependenciesOf(stanza, /^linux-(image|modules)-/);

/** Names of the packages that hold the kernel itself and its modules. */
async function kernelPackages(metapackage: string): Promise<string[]> {
  const names = [metapackage];
  for (const name of names) {
    const { stdout } = await runCommand(askApt('apt-cache', 'show', '--no-all-versions', name));
    names.push(...kernelDependencies(stdout).filter((needed) => !names.includes(needed)));
  }
  return names.filter((name) => /^linux-(image|modules)-\d/.test(name));
}

/** Unpacks the newest kernel and busybox below `folder`. Returns the packages, as `name version`. */
export async function unpackGuestPackages(host: Host, folder: string): Promise<string[]> {
  requireApt();
  const metapackage = kernelMetapackage(host.distribution);
  let names = await kernelPackages(metapackage);
  if (names.length === 0 || !(await fetched(host, [...names, 'busybox-static'], folder))) {
    await refreshPackageLists(host);
    names = await kernelPackages(metapackage);
    if (names.length === 0)
      throw new HostError(`The apt sources of this host offer no ${metapackage}.`, 'Add one to /etc/apt/sources.list.');
    await mustRunGrouped(host, fetchCommand([...names, 'busybox-static']), {
      cwd: folder,
      env: proxyVariables(),
      timeoutSeconds: 600,
    });
  }
  const archives = readdirSync(folder).filter((name) => name.endsWith('.deb'));
  for (const name of archives) {
    await mustRunGrouped(host, ['dpkg-deb', '--extract', join(folder, name), folder], { timeoutSeconds: 300 });
  }
  return describeArchives(archives.map((name) => join(folder, name)));
}

const fetchCommand = (names: readonly string[]) => [...aptCommand('download', ...names), ...DO_IT];

/** True where all could be fetched: outdated lists name packages that no longer exist. */
async function fetched(host: Host, names: readonly string[], folder: string): Promise<boolean> {
  const { code } = await runGrouped(host, fetchCommand(names), {
    cwd: folder,
    env: proxyVariables(),
    timeoutSeconds: 600,
  });
  return code === 0;
}

async function describeArchives(archives: readonly string[]): Promise<string[]> {
  const lines: string[] = [];
  for (const path of archives) {
    const text = await mustRun(['dpkg-deb', '--show', '--showformat', '$' + '{Package} $' + '{Version}', path]);
    lines.push(text.trim());
  }
  return lines;
}
