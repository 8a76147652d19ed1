/**
 * A host in a box: a stock Debian with systemd, cgroup v2 and a nested /dev/kvm, as a virtual machine that QEMU
 * emulates. It runs slowly, so it shows whether things work, and not how long they take.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { currentSignal, whileUndoing } from '../../src/host/cancellation.js';
import { lastLines, mustRun } from '../../src/host/commands/command.js';
import type { Host } from '../../src/host/host.js';
import { identify } from '../../src/host/process.js';
import { type BoxSystem, boxImage, END_MARK, FILES_LABEL } from './image.js';

export interface BoxRequest extends BoxSystem {
  /** `user` lets the box reach what this host can reach; absent where it is to reach nothing. */
  readonly network?: 'user';
  /** Words for the kernel's command line, beside those that it needs. */
  readonly kernelWords?: readonly string[];
  /** Files and folders of this host: the path on this host, and the absolute path in the box. */
  readonly files: readonly { readonly from: string; readonly to: string }[];
  /** `sh` runs this as root in an empty folder. */
  readonly script: string;
  readonly timeoutSeconds: number;
  /** Called with each piece of output when it arrives. */
  readonly onOutput?: (text: string) => void;
}

export interface BoxOutcome {
  /** The exit code of the script; null where the box ended, or was ended, before it. */
  readonly code: number | null;
  readonly output: string;
  /** The last lines on the box's console: kernel and systemd. */
  readonly consoleTail: readonly string[];
}

const FILES_BYTES = 8 * 1024 ** 3;

/** Returns Node and the bundles, as `node` and `tare` on the box's PATH. */
export function tareFiles(dist: string): BoxRequest['files'] {
  return [
    { from: process.execPath, to: '/usr/local/bin/node' },
    { from: dist, to: '/opt/tare/dist' },
  ];
}

/**
 * Boots the box, runs the script and powers it off. Everything that it makes is below the host's work folder, except
 * the image in the cache.
 */
export async function runBox(host: Host, request: BoxRequest): Promise<BoxOutcome> {
  const image = await boxImage(host, request);
  const folder = join(host.paths.work, 'box');
  const change = host.journal.record({ kind: 'path', path: folder });
  try {
    const files = await filesDisk(folder, request);
    const consoleLog = join(folder, 'console.log');
    const argv = [...qemuArguments(image, files, consoleLog, request), ...networkArguments(request)];
    const output = await boot(host, ['qemu-system-x86_64', ...argv], request);
    const code = new RegExp(`^${END_MARK}(\\d+)$`, 'm').exec(output)?.[1];
    return {
      code: code === undefined ? null : Number(code),
      output: output.split(END_MARK)[0] ?? '',
      consoleTail: lastLines(readFileSync(consoleLog, 'utf8'), 12),
    };
  } finally {
    await whileUndoing(() => change.undo());
  }
}

/** Makes a disk with the files, and a script that makes links to them at their paths. */
async function filesDisk(folder: string, { files, script }: BoxRequest): Promise<string> {
  const tree = join(folder, 'tree');
  mkdirSync(tree, { recursive: true });
  const links: string[] = [];
  for (const [index, { from, to }] of files.entries()) {
    // The files include guest disks, which are mostly holes.
    const place = `${index}/${basename(to)}`;
    mkdirSync(join(tree, String(index)));
    await mustRun(['cp', '-aL', '--sparse=always', from, join(tree, place)], { timeoutSeconds: 300 });
    links.push(`mkdir -p '${dirname(to)}' && ln -sfn '/box/files/${place}' '${to}'\n`);
  }
  writeFileSync(join(tree, 'script'), script);
  writeFileSync(
    join(tree, 'run'),
    `${links.join('')}mkdir -p /root/work && cd /root/work && exec sh /box/files/script\n`,
  );
  const disk = join(folder, 'files.ext4');
  writeFileSync(disk, '');
  truncateSync(disk, FILES_BYTES);
  await mustRun(['mkfs.ext4', '-q', '-F', '-L', FILES_LABEL, '-d', tree, disk], { timeoutSeconds: 300 });
  rmSync(tree, { recursive: true });
  return disk;
}

const KERNEL_WORDS = [
  ...['console=ttyS0', 'quiet', 'panic=-1'],
  ...['systemd.show_status=0', 'systemd.journald.forward_to_console=0'],
];

function qemuArguments(
  image: Awaited<ReturnType<typeof boxImage>>,
  files: string,
  consoleLog: string,
  { kernelWords = [] }: BoxRequest,
): string[] {
  const drive = (path: string, more: string) => ['-drive', `file=${path},format=raw,if=virtio${more}`];
  return [
    // KVM in the guest needs SVM, which TCG emulates.
    ...['-machine', 'q35,accel=tcg', '-cpu', 'max,+svm', '-m', '3072', '-smp', '2'],
    ...['-nodefaults', '-no-user-config', '-no-reboot', '-display', 'none', '-monitor', 'none'],
    ...['-serial', `file:${consoleLog}`, '-chardev', 'stdio,id=output,signal=off', '-serial', 'chardev:output'],
    ...['-kernel', image.kernel, '-initrd', image.initramfs],
    ...['-append', [...KERNEL_WORDS, ...kernelWords].join(' ')],
    ...drive(image.disk, ',snapshot=on'),
    ...drive(files, ',cache=unsafe'),
  ];
}

function networkArguments({ network }: BoxRequest): string[] {
  return network ? ['-netdev', 'user,id=net', '-device', 'virtio-net-pci,netdev=net'] : [];
}

/**
 * Returns what the second serial line printed until QEMU ended: by itself, at the time limit, or because its caller
 * was stopped. QEMU is on record, so that a cleanup ends it where the caller was killed.
 */
export function boot(
  { journal }: Pick<Host, 'journal'>,
  [program = '', ...argv]: readonly string[],
  { timeoutSeconds, onOutput }: Pick<BoxRequest, 'timeoutSeconds' | 'onOutput'>,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, argv, { stdio: ['ignore', 'pipe', 'pipe'] });
    const identity = child.pid === undefined ? undefined : identify(child.pid);
    const change = identity && journal.record({ kind: 'process', ...identity });
    const end = () => child.kill('SIGKILL');
    const timer = setTimeout(end, timeoutSeconds * 1000);
    const stops = currentSignal();
    stops?.addEventListener('abort', end);
    if (stops?.aborted) end();
    let output = '';
    const take = (text: string) => {
      output += text;
      onOutput?.(text);
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    child.once('error', reject);
    child.once('close', () => {
      clearTimeout(timer);
      stops?.removeEventListener('abort', end);
      change?.settle();
      resolve(output);
    });
  });
}
