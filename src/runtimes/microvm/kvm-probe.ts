/** Finds out whether KVM can run a guest here, by starting one. */
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { CommandError, type CommandResult, runCommand } from '../../host/commands/command.js';
import { readReplaceable, replaceOwnFile } from '../../host/files/own-file.js';
import type { Host, HostFacts } from '../../host/host.js';
import { Slot } from '../../host/run-context.js';
import { tryJson } from '../../json.js';

export type KvmState =
  | { readonly usable: true }
  /** `problem` is a noun phrase and `remedy` a sentence. `hung` is set where a guest did not end in time. */
  | { readonly usable: false; readonly problem: string; readonly remedy: string; readonly hung?: true | undefined };

/**
 * The iterations of the guest's loop. They take milliseconds on a CPU, and 20 s and more where every instruction is
 * emulated.
 */
const LOOPS = 10_000_000;
const LIMIT_SECONDS = 10;
/** The kernel kills a guest that has used this much processor time, because more would tell nothing else. */
const CPU_SECONDS = 2;
/**
 * The processor time that the loop may take, in ms; time that a busy host spends on other work is not in it. A KVM
 * that emulates reached the end of the loop in time once and missed it another time, and no kernel ever booted with
 * it.
 */
const LOOP_LIMIT_MS = 500;
/** The fastest try counts, because every disturbance makes a try slower. */
const TRIES = 3;
const DEVICE = '/dev/kvm';

/**
 * A guest of four instructions, started from perl, which every Debian and Ubuntu has. It has 64 KiB of memory and page
 * tables; its CPU is in 64-bit mode as a boot protocol hands it to a kernel; it runs a counting loop and `hlt`. Where
 * KVM can only emulate a guest (nested hypervisors of some clouds), a stock kernel does not boot within minutes, and
 * the loop does not end in time. Since Linux 6.12 at the latest a CPU enters 64-bit mode only where it was told before
 * that it has one, so it is told all that KVM supports (at most 256 entries of 40 bytes). The numbers are from Linux's
 * include/uapi/linux/kvm.h and arch/x86/include/uapi/asm/kvm.h. The script prints the exit reason and the ms of
 * processor time that it took.
 */
const TINY_GUEST = `
use strict; use warnings;
my $loops = shift;
sub handle { my $fd = 0 + shift; open(my $file, '+<&=', $fd) or die "descriptor: $!\\n"; $file }
open(my $kvm, '+<', '/dev/kvm') or die "open: $!\\n";
my $vm = handle(ioctl($kvm, 0xAE01, 0) // die "KVM_CREATE_VM: $!\\n");
my $memory = "\\0" x 0x11000;
my $address = unpack('J', pack('p', $memory));
my $skip = -$address & 0xfff;
my $put = sub { my ($at, $bytes) = @_; substr($memory, $skip + $at, length $bytes) = $bytes };
$put->(0x1000, "\\xb9" . pack('V', $loops) . "\\xff\\xc9\\x75\\xfc\\xf4");
$put->(0x2000, pack('Q', 0x3003)); $put->(0x3000, pack('Q', 0x4003)); $put->(0x4000, pack('Q', 0x83));
ioctl($vm, 0x4020AE46, my $region = pack('LLQQQ', 0, 0, 0, 0x10000, $address + $skip)) // die "KVM_SET_USER_MEMORY_REGION: $!\\n";
my $cpu = handle(ioctl($vm, 0xAE41, 0) // die "KVM_CREATE_VCPU: $!\\n");
my $features = pack('LL', 256, 0) . "\\0" x 10240;
ioctl($kvm, 0xC008AE05, $features) // die "KVM_GET_SUPPORTED_CPUID: $!\\n";
ioctl($cpu, 0x4008AE90, $features) // die "KVM_SET_CPUID2: $!\\n";
my $special = "\\0" x 312;
ioctl($cpu, 0x8138AE83, $special) // die "KVM_GET_SREGS: $!\\n";
my $code = pack('QLSC10', 0, 0xffffffff, 8, 11, 1, 0, 0, 1, 1, 1, 0, 0, 0);
my $data = pack('QLSC10', 0, 0xffffffff, 16, 3, 1, 0, 1, 1, 0, 1, 0, 0, 0);
substr($special, 0, 144) = $code . $data x 5;
substr($special, 224, 48) = pack('Q6', 0x80000011, 0, 0x2000, 0x20, 0, 0x500);
ioctl($cpu, 0x4138AE84, $special) // die "KVM_SET_SREGS: $!\\n";
ioctl($cpu, 0x4090AE82, my $registers = pack('Q18', (0) x 16, 0x1000, 2)) // die "KVM_SET_REGS: $!\\n";
my $run = syscall(9, 0, 0 + ioctl($kvm, 0xAE04, 0), 3, 1, fileno($cpu), 0);
die "mmap: $!\\n" if $run == -1;
my ($user, $system) = times;
ioctl($cpu, 0xAE80, 0) // die "KVM_RUN: $!\\n";
my ($user_after, $system_after) = times;
my $reason = unpack('x8L', unpack('P12', pack('J', $run)));
printf "%d %d", $reason, 1000 * ($user_after + $system_after - $user - $system);
`;

/** The exit code of a shell whose command was killed by SIGXCPU, which is 24. */
const USED_UP = 128 + 24;

/** The value of KVM_EXIT_HLT. */
const HALTED = '5';

const stateSchema = z.union([
  z.object({ usable: z.literal(true) }),
  z.object({ usable: z.literal(false), problem: z.string(), remedy: z.string(), hung: z.literal(true).optional() }),
]) satisfies z.ZodType<KvmState>;
const keptSchema = z.object({ device: z.string(), state: stateSchema });

/** A failure is remembered for an hour only, because the host may just have been busy. */
const KEPT_MS = 3_600_000;

const STATE = new Slot<Promise<KvmState>>('state of KVM');

/** Asks once an invocation. It changes nothing. */
export function kvmState({ paths, run }: Pick<HostFacts, 'paths' | 'run'>): Promise<KvmState> {
  return run.once(STATE, () => rememberedOr(fileBelow(paths.cache), DEVICE, () => probeKvm(DEVICE)));
}

/** Does the same for a run, which remembers for an hour what took long to find out. */
export async function kvmStateForRun(host: Host): Promise<KvmState> {
  const state = await kvmState(host);
  remember(fileBelow(host.paths.cache), DEVICE, state);
  return state;
}

const fileBelow = (cache: string): string => join(cache, 'kvm-probe.json');

/** Returns what `file` remembers of this device since this boot, else what the probe finds out. */
export async function rememberedOr(file: string, device: string, probe: () => Promise<KvmState>): Promise<KvmState> {
  const kept = readKept(file);
  return kept !== undefined && kept.device === identityOf(device) ? kept.state : probe();
}

/**
 * Records that a guest hung, unless that is on record already. Every other outcome is found out at once, so it is not
 * recorded.
 */
export function remember(file: string, device: string, state: KvmState): void {
  const named = identityOf(device);
  if (state.usable || !state.hung || named === undefined || readKept(file)?.device === named) return;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  replaceOwnFile(file, JSON.stringify({ device: named, state }));
}

/** Identifies the device. Loading the kernel's module again makes a new one. */
function identityOf(device: string): string | undefined {
  if (!existsSync(device)) return undefined;
  const { ino, ctimeMs } = statSync(device);
  return `${ino} ${ctimeMs} ${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}`;
}

/** Returns undefined where the file cannot be read or is too old, because the probe can be repeated. */
function readKept(file: string): z.infer<typeof keptSchema> | undefined {
  const text = readReplaceable(file);
  if (text === undefined || Date.now() - statSync(file).mtimeMs > KEPT_MS) return undefined;
  const { data } = keptSchema.safeParse(tryJson(text));
  return data;
}

const NESTED =
  'Use bare metal, or a virtual machine with nested virtualization; qemu{accel: tcg} runs without KVM, and slowly.';

/** Probes the device at `path`. */
export async function probeKvm(path: string): Promise<KvmState> {
  if (!existsSync(path))
    return { usable: false, problem: 'no /dev/kvm', remedy: `Enable virtualization in the firmware. ${NESTED}` };
  if (process.arch !== 'x64' || !existsSync('/usr/bin/perl')) return { usable: true };
  try {
    return await fastest(() => runCommand(boundedGuest(), { timeoutSeconds: LIMIT_SECONDS }));
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return hung(`${LIMIT_SECONDS} s`);
  }
}

/**
 * Bounds both processor time and time, because a busy host may take longer for as much processor time, and a guest
 * that sleeps takes none.
 */
function boundedGuest(): string[] {
  const bounded = `ulimit -S -t ${CPU_SECONDS}; "$@"; exit $?`;
  return ['/bin/sh', '-c', bounded, 'sh', '/usr/bin/perl', '-e', TINY_GUEST, String(LOOPS)];
}

/** Repeats the probe only where the guest ended too slowly. */
export async function fastest(run: () => Promise<CommandResult>): Promise<KvmState> {
  for (let tries = 1; ; tries += 1) {
    const { code, stdout, stderr } = await run();
    const state = judge(code, stdout, stderr);
    if (state.usable || code !== 0 || tries === TRIES) return state;
  }
}

/** Tells what the outcome of the tiny guest means. Pure. */
export function judge(code: number | null, stdout: string, stderr: string): KvmState {
  const [reason = '', ms = ''] = stdout.split(' ');
  if (code === USED_UP) return hung(`${CPU_SECONDS} s of processor time`);
  if (code === 0 && reason === HALTED) return Number(ms) <= LOOP_LIMIT_MS ? { usable: true } : tooSlow(ms);
  const said = stderr.trim().split('\n').at(-1) || `exit reason ${reason || 'unknown'}`;
  if (/^open: (Permission denied|Operation not permitted)/.test(said))
    return {
      usable: false,
      problem: 'a /dev/kvm that may not be opened',
      remedy: 'Run as root, with the device allowed.',
    };
  return { usable: false, problem: `a KVM that cannot run a guest (${said})`, remedy: NESTED };
}

function hung(time: string): KvmState {
  const problem = `a KVM that cannot boot a stock kernel: a guest of four instructions did not end within ${time}`;
  return { usable: false, problem, remedy: NESTED, hung: true };
}

function tooSlow(ms: string): KvmState {
  const problem = `a KVM that cannot boot a stock kernel: a guest of four instructions took ${ms} ms, where some are usual`;
  return { usable: false, problem, remedy: NESTED, hung: true };
}
