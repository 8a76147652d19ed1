/** Records what this machine is, as far as it may change a measurement. */
import { machine } from 'node:os';
import { parseLayout } from '../cgroup.js';
import { parseDistribution } from '../open-host.js';
import { cpuModelOf } from './cpu/cpu-model.js';
import { type CpuTopology, cpuTopologyOf, formatCpuList } from './cpu/cpus.js';
import { readGovernors, readMaxMhz, readTurbo } from './cpu/frequency.js';
import { type HostFiles, hostFiles } from './files.js';
import { hardwareKey, installedGiB } from './hardware-key.js';
import { mustMemoryBytes, parseCpuinfo, publicCommandLine } from './proc.js';
import { readStorage } from './storage.js';
import { readVirtualization } from './virtualization.js';

const UNKNOWN = 'unknown';

interface UserlandFacts {
  readonly digest: string;
  readonly recipe: string;
  readonly sysbench: string;
  readonly packages?: string[] | undefined;
  readonly container?: { readonly name: string; readonly digest: string } | undefined;
}

export interface FingerprintRequest {
  /** These CPUs are measured. */
  readonly cpus: readonly number[];
  /** Test files go to this folder; it need not exist yet. */
  readonly storagePath: string;
  readonly image: UserlandFacts;
  /** It is the userland of the baseline's side, where that side has another. */
  readonly baselineImage?: UserlandFacts | undefined;
  /** Only tests set it. */
  readonly root?: string;
}

/**
 * Reads the `fingerprint` of a run document. What the host does not say is `unknown`, or null where the schema says
 * so.
 * @throws HostError where /proc or /sys is not mounted.
 */
export function readFingerprint({ cpus, storagePath, image, baselineImage, root = '/' }: FingerprintRequest) {
  const files = hostFiles(root);
  const topology = cpuTopologyOf(files);
  const arch = files.read('/proc/sys/kernel/arch') ?? machine();
  const cpu = readCpu(files, topology, cpus);
  const memory = mustMemoryBytes(files.must('/proc/meminfo'), 'MemTotal');
  const storage = readStorage(files, storagePath);
  const virtualization = readVirtualization(files);
  return {
    hardwareKey: hardwareKey({
      arch,
      cpuModel: cpu.model,
      cpuStepping: cpu.stepping,
      cpusOnline: topology.online.length,
      smt: cpu.smt,
      memoryGiB: installedGiB(memory),
      virtualization,
      storageModel: storage.model,
    }),
    arch,
    cpu,
    memoryBytes: memory,
    storage,
    virtualization,
    ...readSystem(files),
    image: factsOf(image),
    ...(baselineImage && { baselineImage: factsOf(baselineImage) }),
  };
}

/** Leaves out what else an image has, such as the path of its tarball. */
const factsOf = ({ digest, recipe, sysbench, packages, container }: UserlandFacts) => ({
  digest,
  recipe,
  sysbench,
  ...(packages && { packages }),
  ...(container && { container: { ...container } }),
});

function readCpu(files: HostFiles, topology: CpuTopology, cpus: readonly number[]) {
  const { model, stepping, microcode } = cpuModelOf(parseCpuinfo(files.must('/proc/cpuinfo')));
  return {
    model,
    stepping,
    microcode:
      microcode === UNKNOWN ? (files.read('/sys/devices/system/cpu/cpu0/microcode/version') ?? UNKNOWN) : microcode,
    online: formatCpuList(topology.online),
    measured: formatCpuList(cpus),
    smt: smtOf(files, topology),
    governor: readGovernors(files, cpus).join(',') || UNKNOWN,
    turbo: readTurbo(files, cpus),
    maxMhz: readMaxMhz(files, cpus),
  };
}

/**
 * It looks at the threads that are online, since kernels differ in the words of /sys/devices/system/cpu/smt/control.
 */
function smtOf(files: HostFiles, topology: CpuTopology): 'on' | 'off' | 'unknown' {
  if (files.list('/sys/devices/system/cpu/cpu0/topology').length === 0) return UNKNOWN;
  return [...topology.siblings.values()].some((threads) => threads.length > 1) ? 'on' : 'off';
}

/** Reads what tells this boot of this host from every other. */
export function readBoot(files = hostFiles()) {
  const kernel = ['osrelease', 'version'].flatMap((name) => files.read(`/proc/sys/kernel/${name}`) ?? []);
  return {
    bootId: files.read('/proc/sys/kernel/random/boot_id') ?? UNKNOWN,
    kernel: kernel.join(' ') || UNKNOWN,
  };
}

function readSystem(files: HostFiles) {
  const folder = '/sys/devices/system/cpu/vulnerabilities';
  const mitigations = files
    .list(folder)
    .map((name): [string, string] => [name, files.read(`${folder}/${name}`) ?? UNKNOWN]);
  const release = files.read('/etc/os-release') ?? files.read('/usr/lib/os-release') ?? '';
  const { bootId, kernel } = readBoot(files);
  return {
    bootId,
    hostname: files.read('/proc/sys/kernel/hostname') ?? UNKNOWN,
    mitigations: Object.fromEntries(mitigations),
    kernel,
    kernelCommandLine: publicCommandLine(files.read('/proc/cmdline') ?? UNKNOWN),
    os: parseDistribution(release, '').pretty || UNKNOWN,
    cgroup: parseLayout(files.must('/proc/self/mountinfo'), []).kind,
  };
}
