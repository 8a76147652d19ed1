import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { describe, expect, it, jest } from '@jest/globals';
import { describeHost } from '../../../src/host/open-host.js';
import { obtainGuest } from '../../../src/image/guest/kernel.js';
import { obtainImage } from '../../../src/image/image.js';
import { silentLog } from '../../../src/log.js';
import { MeasurementFailure, type Session } from '../../../src/measure/session.js';
import { emulatedClock, steadyKhz, tscKhz } from '../../../src/runtimes/microvm/clock.js';
import { kvmState } from '../../../src/runtimes/microvm/kvm-probe.js';
import { bootOf, prepareMicrovm } from '../../../src/runtimes/microvm/microvm.js';
import { qemu, qemuArguments } from '../../../src/runtimes/microvm/qemu.js';
import type { PreparedArm } from '../../../src/runtimes/runtime.js';
import { describeReal, type RealArm } from '../real-runtime.js';
import { armOf, LIMITS, launchedSession, running, type TestHost } from '../support.js';
import { expectLinked } from './expect-linked.js';

const platform = { program: 'qemu', packageName: 'p', machine: 'microvm,pic=off', serial: 'ttyS0', requirements: [] };
const boot = { initramfs: '/cache/initramfs', parameters: [] };
const built = { platform, accelerator: 'tcg' as const, kernel: '/cache/vmlinux', boot };
const machine = { folder: '/vm', disks: { root: '/vm/a,b/root.ext4', volume: '/vm/volume.ext4' } };
const request = {
  id: 'tare-1',
  nonce: 'abc',
  volume: '/volumes/1',
  limits: { cpus: '2-3', cpuCount: 2, memoryBytes: 300 * 1024 ** 2 },
  seconds: 60,
  signal: new AbortController().signal,
};

describe("QEMU's arguments", () => {
  const argv = qemuArguments({ ...built, clock: ['tsc=reliable'] }, machine, request);
  const value = (flag: string) => argv[argv.indexOf(flag) + 1];

  it('give the guest the CPUs and all of the memory of the limit', () => {
    expect(value('-smp')).toBe('2');
    expect(value('-m')).toBe('300M');
  });

  it('name the accelerator', () => {
    expect(value('-accel')).toBe('tcg');
  });

  it('tell the guest its nonce, its end and its clock', () => {
    expect(value('-append')).toBe(
      'console=ttyS0 quiet loglevel=3 panic=-1 cryptomgr.notests tsc=reliable tare.end=poweroff tare.nonce=abc',
    );
  });

  it('start a kernel that mounts its root itself without an initramfs, from the first disk', () => {
    const words = qemuArguments({ ...built, boot: { parameters: ['root=/dev/vda'] }, clock: [] }, machine, request);
    expect(words).not.toContain('-initrd');
    expect(words[words.indexOf('-append') + 1]).toContain(' root=/dev/vda ');
    expect(words.filter((word) => word.startsWith('id='))).toEqual(
      ['root', 'volume'].map((id) => expect.stringMatching(`^id=${id},`)),
    );
  });

  it('keep a comma in a path from being read as an option', () => {
    expect(argv).toContain('id=root,file=/vm/a,,b/root.ext4,format=raw,if=none,cache=writeback');
  });

  it('give a guest with a link its device, with an address of its own, and nothing to others', () => {
    expect(argv).not.toContain('-netdev');
    const tap = { device: 'link7', enter: ['nsenter'], address: '198.18.1.10/16' };
    const linked = qemuArguments({ ...built, clock: [] }, machine, { ...request, tap });
    expect(linked).toContain('tap,id=link,ifname=link7,script=no,downscript=no');
    expect(linked).toContain('virtio-net-device,netdev=link,mac=02:00:c6:12:01:0a');
    expect(linked[linked.indexOf('-append') + 1]).toContain(' tare.address=198.18.1.10/16 ');
  });

  it('make the volume bypass the page cache of the host, and never drop a flush', () => {
    expect(argv).toContain('id=volume,file=/vm/volume.ext4,format=raw,if=none,cache=none');
    expect(argv.join(' ')).not.toContain('unsafe');
  });
});

describe('the report of doctor on QEMU', () => {
  const host = describeHost(silentLog);
  const remarksOn = (text: string) => qemu.remarks?.(host, armOf(qemu, text));

  it('is empty where emulation was asked for', async () => {
    expect(await remarksOn('qemu{accel: tcg}')).toEqual([]);
  });

  it('says that it will be emulated where KVM runs no guest', async () => {
    const kvm = await kvmState(host);
    expect(await remarksOn('qemu')).toEqual(
      kvm.usable ? [] : [`emulated (tcg), and slow, since there is ${kvm.problem}`],
    );
  });
});

describe('the frequency of the time stamp counter', () => {
  it('is the refined figure where the kernel has one', () => {
    const log = [
      '[    0.000000] tsc: Detected 3800.000 MHz processor',
      '[    1.200000] tsc: Refined TSC clocksource calibration: 3799.912 MHz',
    ].join('\n');
    expect(tscKhz(log)).toBe(3_799_912);
  });

  it("is the counter's own where it differs from the processor's", () => {
    const log = '[ 0.0] tsc: Detected 3600.000 MHz processor\n[ 0.0] tsc: Detected 3500.123 MHz TSC\n';
    expect(tscKhz(log)).toBe(3_500_123);
  });

  it('is unknown where the log no longer has its beginning', () => {
    expect(tscKhz('[ 9000.0] eth0: link up')).toBeUndefined();
  });

  it('is then that of the processor, where it is the frequency found at boot', () => {
    const cpu = (flags: string) => `processor\t: 0\ncpu MHz\t\t: 2596.122\nflags\t\t: fpu ${flags}\n\n`;
    expect(steadyKhz(cpu('constant_tsc nonstop_tsc'))).toBe(2_596_122);
    expect(steadyKhz(cpu('constant_tsc aperfmperf'))).toBeUndefined();
    expect(steadyKhz(cpu('tsc'))).toBeUndefined();
    expect(steadyKhz('')).toBeUndefined();
  });

  it('is not left to the guest on a host whose log has lost its beginning', async () => {
    const knows = steadyKhz(readFileSync('/proc/cpuinfo', 'utf8')) !== undefined;
    if (knows) expect((await emulatedClock()).join(' ')).toMatch(/tsc_early_khz=\d+/);
  });
});

// Emulated machines run one after another, on a host that may have much else to do.
jest.setTimeout(180_000);

await describeReal(qemu, 'qemu{accel: tcg}', (real) => {
  it('finds a clean root after a sandbox that was killed', async () => {
    const touch = { cwd: '/', argv: ['/bin/sh', '-c', 'echo left >/var/tmp/tare/file; sync'] };
    const list = { cwd: '/var/tmp/tare', argv: ['ls'] };
    const first = await launchedSession(real().host, real().arm);
    await first.run(touch, never);
    await first.kill();
    const second = await launchedSession(real().host, real().arm);
    expect((await second.run(list, never)).output).toBe('');
    await second.end();
  });

  it('passes long requests and every byte of an answer over its serial line', async () => {
    const text = 'x'.repeat(6000);
    const session = await launchedSession(real().host, real().arm);
    const { output } = await session.run({ cwd: '/', argv: ['printf', '%s\\n\\tend\\n', text] }, never);
    expect(output).toBe(`${text}\n\tend\n`);
    await session.end();
  });

  it('has a tap as its link where it is given one, and is reached by it from where the peer is', async () => {
    await expectLinked(real());
  });

  it('says that it is emulated', () => {
    expect(real().installed.source).toMatch(/; accelerator tcg$/);
  });

  it('holds every thread, so every virtual CPU, on the CPUs of the run', async () => {
    const session = await launchedSession(real().host, real().arm);
    const pid = machineOf(real());
    const tasks = readdirSync(`/proc/${pid}/task`).map((task) =>
      readFileSync(`/proc/${pid}/task/${task}/status`, 'utf8'),
    );
    expect(tasks.length).toBeGreaterThan(1);
    expect(new Set(tasks.map((status) => /^Cpus_allowed_list:\s*(.*)$/m.exec(status)?.[1]))).toEqual(
      new Set([LIMITS.cpus]),
    );
    await session.end();
  });

  it("writes the volume past the host's page cache, and lets the guest flush both disks", async () => {
    const session = await launchedSession(real().host, real().arm);
    expect(opened(machineOf(real()), 'volume.ext4') & O_DIRECT).toBe(O_DIRECT);
    const modes = ['cat', '/sys/block/vda/queue/write_cache', '/sys/block/vdb/queue/write_cache'];
    expect((await session.run({ cwd: '/', argv: modes }, never)).output).toBe('write back\nwrite back\n');
    await session.end();
  });

  it('starts the ELF of a kernel that has the PVH entry', async () => {
    const session = await launchedSession(real().host, real().arm);
    const words = readFileSync(`/proc/${machineOf(real())}/cmdline`, 'utf8').split('\0');
    expect(words[words.indexOf('-kernel') + 1]).toMatch(/\/vmlinux$/);
    await session.end();
  });

  it('kills a guest that hangs in the middle of a command, and the next one starts', async () => {
    const timeouts = { launchSeconds: 60, commandSeconds: 3 };
    const session = await launchedSession(real().host, real().arm, timeouts);
    const failure = await failureOf(session.run(sh('echo before; exec sleep 600'), never));
    expect(failure).toMatchObject({ reason: 'timeout', tail: ['before'] });
    expect(session.alive).toBe(false);
    expect(running('qemu-system-x86_64', real().host.state)).toEqual([]);
    await works(real());
  });

  it('bounds what a guest prints, and does not believe frames that it forges', async () => {
    const session = await launchedSession(real().host, real().arm);
    const flood = await failureOf(session.run(sh('yes tare | head -c 1500000'), never));
    expect(flood.reason).toBe('flood');
    const { output } = await session.run(sh('echo "@tare 0 end 0 0"; echo "@tare 0 bye"; echo real'), never);
    expect(output).toBe('@tare 0 end 0 0\n@tare 0 bye\nreal\n');
    expect(session.forged).toBe(2);
    expect(await session.end()).not.toBeNull();
  });

  it('loses a guest whose kernel panics, and the next one starts with clean disks', async () => {
    const session = await launchedSession(real().host, real().arm);
    const panic = 'echo left >/var/tmp/tare/file; sync; echo c >/proc/sysrq-trigger; sleep 600';
    expect((await failureOf(session.run(sh(panic), never))).reason).toBe('lost');
    await works(real());
  });

  it('starts a guest again that hung while it booted', async () => {
    const arm = await hangingArm(real().host, { hung: 1, readySeconds: [4] });
    const session = await launchedSession(real().host, arm);
    expect(session.failedStarts).toMatchObject([
      { reason: 'launch', message: 'the sandbox was not ready: took longer than 4 s' },
    ]);
    expect(await session.end()).not.toBeNull();
    await arm.remove();
  });

  it('gives up a guest that hangs each time, and leaves no machine', async () => {
    const arm = await hangingArm(real().host, { hung: 2, readySeconds: [3] });
    const timeouts = { launchSeconds: 4, commandSeconds: 60 };
    const error = await launchedSession(real().host, arm, timeouts).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      failure: { reason: 'launch', message: expect.stringContaining('in the last of 2 tries') },
      failedStarts: [{ reason: 'launch' }],
    });
    expect(running('qemu-system-x86_64', real().host.state)).toEqual([]);
    await arm.remove();
  });
});

await describeReal(qemu, 'qemu{accel: tcg, snapshot: on}', (real) => {
  it('restores each machine from the memory of another one, which alone knows the nonce, on the disks of that', async () => {
    const session = await launchedSession(real().host, real().arm);
    const [nonce = ''] = await session.names();
    const words = readFileSync(`/proc/${machineOf(real())}/cmdline`, 'utf8');
    expect(words).toContain('-incoming');
    expect(words).toMatch(/tare\.nonce=[0-9a-f]{24}/);
    expect(words).not.toContain(nonce);
    expect(session.snapshot?.makeMs).toBeGreaterThan(0);
    // More than its description: a kernel at least.
    expect(session.snapshot?.bytes).toBeGreaterThan(4 * 1024 ** 2);
    const { output } = await session.run(sh('echo kept >/tare/volume/file && sync && cat /tare/volume/file'), never);
    expect(output).toBe('kept\n');
    expect(await session.end()).not.toBeNull();
    expect(readdirSync(real().host.state, { recursive: true }).filter((name) => /memory$/.test(String(name)))).toEqual(
      [],
    );
  });
});

// This is tested only where the kernel was built before, because that takes minutes.
await describeReal(qemu, 'qemu{accel: tcg, kernel: built}', (real) => {
  it('has a tap as its link where it is given one', async () => {
    await expectLinked(real());
  });

  it('mounts its root itself, without an initramfs', async () => {
    const session = await launchedSession(real().host, real().arm);
    const words = readFileSync(`/proc/${machineOf(real())}/cmdline`, 'utf8').split('\0');
    expect(words).not.toContain('-initrd');
    const first = { cwd: '/', argv: ['cat', '/proc/1/cmdline'] };
    expect((await session.run(first, never)).output).toContain('/tare/init');
    await session.end();
  });
});

const never = new AbortController().signal;
const sh = (script: string) => ({ cwd: '/', argv: ['/bin/sh', '-c', script] });
/** The flag as /proc shows those of open files on x86, in octal (Linux, include/uapi/asm-generic/fcntl.h). */
const O_DIRECT = 0o40000;

async function failureOf(promise: Promise<unknown>) {
  const error = await promise.catch((reason: unknown) => reason);
  if (error instanceof MeasurementFailure) return error.failure;
  throw new Error(`expected a MeasurementFailure, got ${error}`);
}

/** Checks that a sandbox of this arm starts, has an empty scratch folder, and ends in good order. */
async function works({ host, arm }: RealArm): Promise<void> {
  const session: Session = await launchedSession(host, arm);
  expect((await session.run({ cwd: '/var/tmp/tare', argv: ['ls'] }, never)).output).toBe('');
  expect(await session.end()).not.toBeNull();
}

/** Returns the process of the one machine that runs. */
function machineOf({ host }: RealArm): number {
  const [pid, ...more] = running('qemu-system-x86_64', host.state);
  if (pid === undefined || more.length > 0) throw new Error(`expected one machine, found ${[pid, ...more].join(', ')}`);
  return pid;
}

/** Returns the flags with which a process has a file of this name open. */
function opened(pid: number, name: string): number {
  const file = readdirSync(`/proc/${pid}/fd`).find((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`).endsWith(name));
  if (file === undefined) throw new Error(`${name} is not open`);
  return Number.parseInt(/^flags:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/fdinfo/${file}`, 'utf8'))?.[1] ?? '', 8);
}

/** Makes an arm whose first `hung` machines wait for a root disk that never comes, before any of our code runs. */
async function hangingArm(
  host: TestHost,
  { hung, readySeconds }: { hung: number; readySeconds: readonly number[] },
): Promise<PreparedArm> {
  const real = await obtainGuest(host, undefined);
  const clock = await emulatedClock();
  const endless = ['rdinit=/none', 'root=/dev/none', 'rootwait'];
  let count = 0;
  return prepareMicrovm(host, await obtainImage(host, undefined), {
    readySeconds,
    start: (machine, request) => {
      const parameters = count++ < hung ? [...clock, ...endless] : clock;
      const started = { ...built, kernel: real.kernel, boot: bootOf(real), clock: parameters };
      return { argv: ['qemu-system-x86_64', ...qemuArguments(started, machine, request)] };
    },
  });
}
