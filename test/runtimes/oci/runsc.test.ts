import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parseArms } from '../../../src/config/arms.js';
import { InputError } from '../../../src/errors.js';
import type { Host } from '../../../src/host/host.js';
import { RunContext } from '../../../src/host/run-context.js';
import { silentLog } from '../../../src/log.js';
import { runsc } from '../../../src/runtimes/oci/runsc.js';
import { type Loopback, serve, status, wholeFile } from '../../host/download/loopback.js';
import { describeReal } from '../real-runtime.js';
import { armOf, LIMITS, launchedSession, probe } from '../support.js';

const PROGRAM = '#!/bin/sh\necho runsc version release-20240408.0\n';
const DIGEST = createHash('sha512').update(PROGRAM).digest('hex');

const never = new AbortController().signal;

let scratch: string;
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'tare-runsc-'));
});
afterEach(() => rmSync(scratch, { recursive: true }));

/** It has only what an installation needs. */
function hostWith(mirror?: string): Host {
  const paths = { cache: scratch, state: scratch, work: scratch };
  const distribution = { id: 'debian', arch: 'amd64' };
  const run = new RunContext();
  return { paths, run, distribution, mayInstall: true, log: silentLog, ...(mirror && { mirror }) } as unknown as Host;
}

describe('the options of runsc', () => {
  it('refuse an unknown platform', () => {
    expect(() => parseArms('runsc{platform: magic}', [runsc], '/')).toThrow('platform');
  });

  it('become flags, with no network unless it is asked for', async () => {
    const program = join(scratch, 'runsc');
    writeFileSync(program, PROGRAM, { mode: 0o755 });
    const { notes } = await runsc.install(hostWith(), armOf(runsc, `runsc{overlay2: none}=${program}`));
    expect(notes?.[0]).toBe('flags given to runsc: --network=none (sandbox over a link to the host) --overlay2=none');
  });

  it('are noted as they were asked for', async () => {
    const program = join(scratch, 'runsc');
    writeFileSync(program, PROGRAM, { mode: 0o755 });
    const { notes } = await runsc.install(hostWith(), armOf(runsc, `runsc{network: none}=${program}`));
    expect(notes?.[0]).toBe('flags given to runsc: --network=none');
  });

  (existsSync('/dev/kvm') ? it : it.skip)('leave nothing of a KVM that was tried in vain', async () => {
    const program = join(scratch, 'runsc');
    writeFileSync(program, `#!/bin/sh\nmktemp -d > ${scratch}/bundle\nexit 1\n`, { mode: 0o755 });
    const [fault] = await runsc.check(hostWith(), armOf(runsc, `runsc{platform: kvm}=${program}`));
    expect(fault?.what).toContain('KVM runs no gVisor here');
    expect(existsSync(readFileSync(join(scratch, 'bundle'), 'utf8').trim())).toBe(false);
  });
});

describe('a release of gVisor', () => {
  let server: Loopback;
  afterEach(() => server.close());

  const pinned = `runsc@20240408.0#sha512:${DIGEST}`;

  it('is downloaded from a mirror where it has the checksum that was given', async () => {
    server = await serve(wholeFile(PROGRAM));
    const { binaries } = await runsc.install(hostWith(server.url), armOf(runsc, pinned));
    expect(binaries[0]?.version).toBe('runsc version release-20240408.0');
    const folder = '/storage.googleapis.com/gvisor/releases/release/20240408.0/x86_64';
    expect(server.asked).toEqual([`${folder}/runsc`]);
  });

  it('is refused with another content', async () => {
    server = await serve(wholeFile('something else'));
    const installing = runsc.install(hostWith(server.url), armOf(runsc, pinned));
    await expect(installing).rejects.toThrow(`expected sha512 ${DIGEST}`);
  });

  it('that was never published is refused, with the releases that there are', async () => {
    server = await serve(status(404));
    const installing = runsc.install(hostWith(server.url), armOf(runsc, pinned.replace('0408', '0409')));
    await expect(installing).rejects.toThrow(/20240409\.0 cannot be had(.|\n)*20260817\.0/);
  });
});

await describeReal(runsc, 'runsc', (real) => {
  it('notes what a reader of its figures must know', () => {
    expect(real().installed.notes?.length).toBeGreaterThan(1);
  });

  it('has a kernel of its own, which sees the memory limit as all the memory', async () => {
    const session = await launchedSession(real().host, real().arm);
    const inside = await probe(session);
    await session.end();
    expect(inside.kernel).not.toBe(release());
    expect(Number(inside.memoryTotal) * 1024).toBe(LIMITS.memoryBytes);
  });
});

await describeReal(runsc, 'runsc{platform: ptrace, overlay2: none}');

await describeReal(runsc, 'runsc{snapshot: on}', (real) => {
  it('restores each sandbox from the memory of another one, which alone knows the nonce', async () => {
    const session = await launchedSession(real().host, real().arm);
    const [nonce = ''] = await session.names();
    const { output } = await session.run({ cwd: '/', argv: ['/bin/cat', '/proc/1/cmdline'] }, never);
    // It was started with another nonce, and says that it is ready by this one.
    expect(output).toMatch(/agent\0[0-9a-f]{24}\0/);
    expect(nonce).toMatch(/^[0-9a-f]{24}$/);
    expect(output).not.toContain(nonce);
    expect(session.snapshot?.makeMs).toBeGreaterThan(0);
    // A snapshot holds more than its description: the memory of a shell at least.
    expect(session.snapshot?.bytes).toBeGreaterThan(64 * 1024);
    await session.end();
  });

  it('notes that its starts are restores', () => {
    expect(real().installed.notes?.at(-1)).toContain('its start is the restore alone');
  });
});

describe('a snapshot', () => {
  it('is no flag of runsc, and has no link', () => {
    const arm = armOf(runsc, 'runsc{snapshot: on}');
    expect(runsc.unlinkable?.(arm)).toContain('leave out snapshot');
    expect(runsc.unlinkable?.(armOf(runsc, 'runsc{snapshot: off}'))).toBeUndefined();
  });

  it('is refused of a sandbox with the network stack of the host, before anything is installed', async () => {
    const arm = armOf(runsc, 'runsc{snapshot: on, network: host}');
    for (const refusing of [runsc.check(hostWith(), arm), runsc.install(hostWith(), arm)])
      await expect(refusing).rejects.toThrow(InputError);
    const plain = armOf(runsc, `runsc{network: host}=${join(scratch, 'none')}`);
    await expect(runsc.install(hostWith(), plain)).rejects.not.toThrow('snapshot');
  });

  it('is not among the flags that are noted', async () => {
    const program = join(scratch, 'runsc');
    writeFileSync(program, PROGRAM, { mode: 0o755 });
    const { notes } = await runsc.install(hostWith(), armOf(runsc, `runsc{snapshot: on}=${program}`));
    expect(notes?.[0]).not.toContain('snapshot');
  });
});

await describeReal(runsc, 'runsc{platform: kvm}');
