import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pristineDisks } from '../../src/image/guest/disk.js';
import { obtainGuest, vmlinuxOf } from '../../src/image/guest/kernel.js';
import { obtainImage } from '../../src/image/image.js';
import { runSchema } from '../../src/results/document.js';
import { findCommand } from '../../src/runtimes/install/binaries.js';
import { closeTestHost, openTestHost, type TestHost } from '../runtimes/support.js';
import { type BoxRequest, runBox, tareFiles } from './box.js';

/** These times are for a whole emulated machine with a machine in it. */
const MINUTES = 60_000;
const SECONDS_PER_BOX = 15 * 60;

const binary = process.env.FIRECRACKER_BIN;
/**
 * A folder with runsc and containerd-shim-runsc-v1, and with containerd and ctr where Debian 12's are too old for that
 * shim: they read no JSON of it.
 */
const gvisor = process.env.GVISOR_BIN;
const jailer = [join(dirname(binary ?? ''), 'jailer')].find((path) => existsSync(path));
const hypervisor = process.env.CLOUD_HYPERVISOR_BIN;
/** The arms of monitors that need KVM, by the executables that there are. */
const KVM_ARMS = [
  ...(binary ? ['firecracker=/opt/firecracker/firecracker'] : []),
  ...(binary && jailer ? ['firecracker{jailer: on}=/opt/firecracker/firecracker'] : []),
  ...(binary ? ['firecracker{snapshot: on}=/opt/firecracker/firecracker'] : []),
  ...(hypervisor ? ['cloud-hypervisor{snapshot: on}=/opt/cloud-hypervisor'] : []),
  ...(hypervisor ? ['cloud-hypervisor=/opt/cloud-hypervisor'] : []),
];
const RESTORED_RUNC = 'runc{snapshot: on}';
const ROOTLESS = 'podman{rootless: on}';
const OVER_GVISOR = 'containerd{runtime: io.containerd.runsc.v1}';
const reason = whyNot();
if (reason) process.stderr.write(`skipped: no host in a box is started here: ${reason}\n`);
if (!reason && !binary)
  process.stderr.write('skipped: Firecracker is not run in the box: FIRECRACKER_BIN is not set\n');
if (!reason && !hypervisor)
  process.stderr.write('skipped: Cloud Hypervisor is not run in the box: CLOUD_HYPERVISOR_BIN is not set\n');
if (!reason && !gvisor) process.stderr.write("skipped: gVisor's shim is not run in the box: GVISOR_BIN is not set\n");

function whyNot(): string | undefined {
  if (process.env.TARE_BOX !== '1' && !binary && !hypervisor && !gvisor)
    return 'TARE_BOX=1, FIRECRACKER_BIN, CLOUD_HYPERVISOR_BIN and GVISOR_BIN are not set';
  if (process.getuid?.() !== 0) return 'not root';
  return findCommand('qemu-system-x86_64') ? undefined : 'qemu-system-x86_64 is not installed';
}

(reason ? describe.skip : describe)('a host in a box', () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost();
  });
  afterAll(async () => {
    expect(await closeTestHost(host)).toEqual([]);
  });

  const inBox = (script: string, files: BoxRequest['files'] = []) =>
    runBox(host, { packages: ['procps'], files, script, timeoutSeconds: SECONDS_PER_BOX });

  it(
    'has systemd, cgroup v2 and a nested KVM, and returns what a script prints and its exit code',
    async () => {
      const script = 'cat /proc/1/comm; stat -f -c %T /sys/fs/cgroup; test -c /dev/kvm && echo kvm; exit 7';
      const { code, output } = await inBox(script);
      expect(output.trim().split('\n')).toEqual(['systemd', 'cgroup2fs', 'kvm']);
      expect(code).toBe(7);
    },
    20 * MINUTES,
  );

  it(
    'can be a Debian of another suite, and reaches what this host reaches',
    async () => {
      const script =
        '. /etc/os-release; echo $VERSION_CODENAME; uname -r; apt-get -qq update && apt-cache policy sysbench';
      const system = { packages: [], suite: 'trixie', network: 'user' as const };
      const { code, output } = await runBox(host, { ...system, files: [], script, timeoutSeconds: SECONDS_PER_BOX });
      expect(output).toMatch(/^trixie\r?\n6\.\d+\..*-cloud-amd64[\s\S]*Candidate: 1\./);
      expect(code).toBe(0);
    },
    20 * MINUTES,
  );

  it(
    'measures containers under its systemd and on its cgroup v2, and those that CRIU restores',
    async () => {
      const packages = ['runc', 'criu', 'iptables', 'crun', 'lxc', 'systemd-container'];
      const files = [...tareFiles('dist'), ...inCache(host, [(await obtainImage(host, undefined)).tarball])];
      const script = `${RUN}\nrun '${RESTORED_RUNC},runc,crun,lxc,nspawn' first && echo '@box document' && cat first/run-*.json`;
      const outcome = await runBox(host, { packages, files, script, timeoutSeconds: SECONDS_PER_BOX });
      const [shown = '', document = ''] = outcome.output.split('@box document\n');
      if (outcome.code !== 0) throw new Error(`the box ended with ${outcome.code}:\n${shown}`);
      const run = runSchema.parse(JSON.parse(document));
      expect(run.fingerprint.cgroup).toBe('v2');
      const launches = run.blocks.flatMap((block) => block.launches);
      const arms = ['crun', 'lxc', 'native', 'nspawn', 'runc', RESTORED_RUNC];
      expect(launches.map(({ arm }) => arm).sort()).toEqual(arms);
      expect(launches.flatMap(({ failure }) => failure ?? [])).toEqual([]);
      for (const { arm, snapshot } of launches) expect((snapshot?.bytes ?? 0) > 0).toBe(arm === RESTORED_RUNC);
      for (const { inside } of run.environments) expect(inside.memoryLimit).toBe(String(256 * 1024 ** 2));
    },
    20 * MINUTES,
  );

  it(
    'measures podman without root on cgroup v2 alone, and has its user, groups and controllers as before afterwards',
    async () => {
      const packages = ['podman', 'uidmap', 'crun', 'runc', 'procps'];
      const files = [...tareFiles('dist'), ...inCache(host, [(await obtainImage(host, undefined)).tarball])];
      const script = `${RUN}${SHOW_STATE}\nstate >before\nrun 'runc,${ROOTLESS}' first || exit 1\ntare cleanup\nstate >after
echo '@box document'\ncat first/run-*.json\necho\necho '@box left'\ndiff before after`;
      const { code, output } = await runBox(host, { packages, files, script, timeoutSeconds: SECONDS_PER_BOX });
      const [shown = '', document = '', left] = output.split(/@box (?:document|left)\n/);
      if (code !== 0) throw new Error(`the box ended with ${code}:\n${shown}\n${left}`);
      const run = runSchema.parse(JSON.parse(document));
      const inside = run.environments.find(({ arm }) => arm === ROOTLESS)?.inside;
      expect(inside).toMatchObject({ cpus: '1', memoryLimit: String(256 * 1024 ** 2) });
      const trials = run.blocks.flatMap((block) => block.pairs).flatMap((pair) => pair.trials);
      expect(trials.filter(({ arm }) => arm === ROOTLESS).length).toBeGreaterThan(0);
      expect(trials.flatMap(({ failure }) => failure ?? [])).toEqual([]);
      expect(left?.trim()).toBe('');
    },
    20 * MINUTES,
  );

  (gvisor ? it : it.skip)(
    "measures gVisor below containerd by gVisor's own shim, and leaves nothing behind",
    async () => {
      const packages = ['containerd', 'runc', 'procps'];
      const programs = ['runsc', 'containerd-shim-runsc-v1', 'containerd', 'ctr']
        .map((name) => ({ from: join(gvisor ?? '', name), to: join('/usr/local/bin', name) }))
        .filter(({ from }) => existsSync(from));
      const files = [
        ...tareFiles('dist'),
        ...programs,
        ...inCache(host, [(await obtainImage(host, undefined)).tarball]),
      ];
      const script = `${RUN}\nrun '${OVER_GVISOR}' first || exit 1\n${SHOW_WHAT_IS_LEFT}`;
      const { code, output } = await runBox(host, { packages, files, script, timeoutSeconds: SECONDS_PER_BOX });
      const [shown = '', document = '', left] = output.split(/@box (?:document|left)\n/);
      if (code !== 0) throw new Error(`the box ended with ${code}:\n${shown}`);
      const run = runSchema.parse(JSON.parse(document));
      const environment = run.environments.find(({ arm }) => arm === OVER_GVISOR);
      expect(environment?.binaries.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['containerd', 'containerd-shim-runsc-v1', 'runsc']),
      );
      // gVisor's kernel, and not the host's.
      expect(environment?.inside.kernel).toBe('4.4.0');
      const trials = run.blocks.flatMap((block) => block.pairs).flatMap((pair) => pair.trials);
      const own = trials.filter(({ arm }) => arm === OVER_GVISOR);
      expect(own.length).toBeGreaterThan(0);
      expect(own.flatMap(({ failure }) => failure ?? [])).toEqual([]);
      expect(left?.trim()).toBe('');
    },
    25 * MINUTES,
  );

  (KVM_ARMS.length > 0 ? it : it.skip)(
    'measures monitors with its KVM, jailed, restored, over a link, and leaves nothing behind even where one is killed',
    async () => {
      const files = [...tareFiles('dist'), ...(await monitorFiles(host))];
      const { code, output } = await inBox(monitorScript(KVM_ARMS), files);
      const [, document = '', , left] = output.split(/@box (?:document|killing|left)\n/);
      if (code !== 0) throw new Error(`the box ended with ${code}:\n${output}`);
      const [block] = runSchema.parse(JSON.parse(document)).blocks;
      for (const arm of KVM_ARMS) {
        const launch = block?.launches.find((one) => one.arm === arm);
        expect(launch?.failure).toBeUndefined();
        expect(launch?.startupMs).toBeGreaterThan(0);
        expect(launch?.shutdownMs).toBeGreaterThan(0);
        const trials = block?.pairs.flatMap((pair) => pair.trials).filter((trial) => trial.arm === arm) ?? [];
        expect(trials.flatMap(({ failure }) => failure ?? [])).toEqual([]);
        const isRestored = arm.includes('snapshot');
        expect([...new Set(trials.map(({ benchmark }) => benchmark))].sort()).toEqual(
          isRestored ? ['cpu.prime'] : ['cpu.prime', PING],
        );
        expect((launch?.snapshot?.bytes ?? 0) > 0).toBe(isRestored);
      }
      expect(left?.trim()).toBe('');
    },
    25 * MINUTES,
  );
});

/** `run ARMS FOLDER` measures as little as possible. */
const RUN = `
tare() { node /opt/tare/dist/cli/index.js "$@"; }
run() { tare run --runtimes "$1" --suites "\${SUITES:-cpu}" --cpus 1 --memory 256MiB --blocks 1..1 --pairs 1 --install never \\
  --baseline none --budget 10m --launch-timeout 5m --command-timeout 5m --output "$2"; }`;

/** `state` prints what a run may not leave changed: accounts, ids, groups, controllers, mounts and processes. */
const SHOW_STATE = `
state() {
  cat /etc/passwd /etc/group /etc/shadow /etc/subuid /etc/subgid /sys/fs/cgroup/cgroup.subtree_control
  find /sys/fs/cgroup -maxdepth 2 -name 'tare-*'
  awk '{ print $2, $3 }' /proc/mounts
  ps -eo user:40,args | grep '^tare-'
}`;

const SHOW_WHAT_IS_LEFT = `
echo '@box document'
cat first/run-*.json
echo
echo '@box left'
pgrep -l 'runsc|containerd'
find /sys/fs/cgroup /var/lib/tare/work -name 'tare-*' 2>/dev/null
exit 0
`;

/** Names of their processes, of which the kernel keeps 15 characters. */
const MONITORS = 'firecracker|cloud-hyperviso';
const PING = 'network.message.ping';

/** One run to its end; then one of some arms each, which is killed while its guest lives, and cleaned up after. */
const monitorScript = (arms: readonly string[]) => `${RUN}
SUITES=cpu,${PING}
run '${arms.join(',')}' first || exit 1
echo '@box document'
cat first/run-*.json
echo '@box killing'
for arm in ${killed(arms)}; do
  run "$arm" second >/dev/null 2>&1 &
  until pgrep -x '${MONITORS}' >/dev/null; do sleep 0.2; done
  pkill -9 -x node
  wait
  tare cleanup >/dev/null
done
echo
echo '@box left'
pgrep -x '${MONITORS}'
find /sys/fs/cgroup /var/lib/tare/work -name 'tare-*' 2>/dev/null
exit 0
`;

/** Returns one arm of each monitor, the jailed one where there is one. */
const killed = (arms: readonly string[]): string =>
  ['cloud-hypervisor', 'firecracker']
    .flatMap((name) => arms.filter((arm) => arm.startsWith(name) && !arm.includes('snapshot')).at(-1) ?? [])
    .map((arm) => `'${arm}'`)
    .join(' ');

/** Returns the executables, the jailer where there is one, and files that would be made slowly in the box. */
async function monitorFiles(host: TestHost): Promise<BoxRequest['files']> {
  const guest = await obtainGuest(host, undefined);
  const image = await obtainImage(host, { packages: ['sockperf'] });
  const made = [image.tarball, guest.kernel, await vmlinuxOf(host, guest), (await pristineDisks(host, image)).root];
  return [
    ...(binary ? [{ from: binary, to: '/opt/firecracker/firecracker' }] : []),
    ...(hypervisor ? [{ from: hypervisor, to: '/opt/cloud-hypervisor' }] : []),
    ...(jailer ? [{ from: jailer, to: '/opt/firecracker/jailer' }] : []),
    ...inCache(host, made),
  ];
}

/** Returns the folders of these files, at the paths where Tare in the box looks for them. */
function inCache(host: TestHost, paths: readonly string[]): BoxRequest['files'] {
  return paths
    .map(dirname)
    .map((folder) => ({ from: folder, to: join('/var/cache/tare', folder.slice(host.paths.cache.length)) }));
}
