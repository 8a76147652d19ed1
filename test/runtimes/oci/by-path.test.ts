import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseArms } from '../../../src/config/arms.js';
import { runtimeNamed, runtimes } from '../../../src/runtimes/index.js';
import { findCommand } from '../../../src/runtimes/install/binaries.js';
import { describeReal } from '../real-runtime.js';
import { armOf, closeTestHost, launchedSession, openTestHost, prepared, sysbenchCpu, whyNot } from '../support.js';

const folder = mkdtempSync(join(tmpdir(), 'tare-by-path-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Makes a runc under a name that tells nothing, whose output can be changed. */
function wrapped(name: string, version: string, features = 'exec "$RUNC" "$@"'): string {
  const path = join(folder, name);
  const script = `#!/bin/sh\nRUNC=${findCommand('runc')}\ncase "$1" in\n--version) echo '${version}';;\nfeatures) ${features};;\n*) exec "$RUNC" "$@";;\nesac\n`;
  writeFileSync(path, script);
  chmodSync(path, 0o755);
  return path;
}

describe('an OCI runtime by path, as it is read', () => {
  it('needs a path where it has no name of its own, and is not in `all`', () => {
    expect(() => parseArms('oci', runtimes, '/')).toThrow('"oci": oci is a program of yours.');
    expect(parseArms('all', runtimes, '/').map(({ id }) => id)).not.toContain('oci');
  });

  it.each([
    ['oci{args: --root /tmp}=./x', '--root is set by tare'],
    ['runc{args: --debug -s}', '-s is set by tare'],
    ['crun{args: --root=/tmp}', '--root=/tmp is set by tare'],
    ['runc{args: -root /tmp}', '-root is set by tare'],
    ['runsc{args: -root=/tmp}', '-root=/tmp is set by tare'],
    ['crun{args: --roo=/tmp}', '--roo=/tmp is set by tare'],
    ['crun{args: --sys}', '--sys is set by tare'],
    ['crun{args: --cgroup-manager=systemd}', '--cgroup-manager=systemd is set by tare'],
    ['youki{args: -r/tmp}', '-r/tmp is set by tare'],
    ['youki{args: -sr/tmp}', '-sr/tmp is set by tare'],
    ['oci{args: delete}=./x', 'cannot begin with "delete"'],
  ])('refuses %s', (text, message) => {
    expect(() => parseArms(text, runtimes, '/')).toThrow(message);
  });

  it.each(['runc{args: --rootless true}', 'runsc{args: --strace -debug}', 'crun{args: --debug --log /root}'])(
    'takes %s',
    (text) => {
      expect(() => parseArms(text, runtimes, '/')).not.toThrow();
    },
  );

  it('keeps its flags in its id', () => {
    expect(parseArms('oci{args: --debug --log /dev/null}=./x', runtimes, '/').at(-1)).toMatchObject({
      id: 'oci{args: --debug --log /dev/null}=./x',
      options: { args: '--debug --log /dev/null' },
    });
  });
});

const noDocker = await whyNot(runtimeNamed('docker'), 'docker');

const PATH = process.env.PATH ?? '';

(process.getuid?.() === 0 ? describe : describe.skip)('a runc on PATH that is another program', () => {
  const bin = join(folder, 'bin');
  beforeAll(() => {
    mkdirSync(bin);
    writeFileSync(join(bin, 'runc'), '#!/bin/sh\necho crun version 9\n', { mode: 0o755 });
    process.env.PATH = `${bin}:${PATH}`;
  });
  afterAll(() => {
    process.env.PATH = PATH;
  });

  it.each(['runc', ...(noDocker ? [] : ['docker{network: default}'])])('is not measured as runc: %s', async (text) => {
    const host = await openTestHost();
    const runtime = runtimeNamed(text.split('{')[0] ?? '');
    await expect(runtime.install(host, armOf(runtime, text))).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining(`The runc that is found on this host, ${bin}/runc, says that it is crun.`),
    });
    expect(await closeTestHost(host)).toEqual([]);
  });
});

(process.getuid?.() === 0 ? describe : describe.skip)('the folder that crun makes when it is asked what it is', () => {
  const FOLDER = '/run/crun';
  const slots = ['oci=PATH', 'runc=PATH', ...(noDocker ? [] : ['docker{runtime: PATH}'])];

  it.each(slots)('is on record before a program is asked, unless it is there: %s', async (slot) => {
    const host = await openTestHost();
    const path = join(host.paths.work, 'mine');
    const known = join(host.paths.work, 'known');
    mkdirSync(host.paths.work, { recursive: true });
    const look = `[ -e ${known} ] || cat ${host.state}/journal/* >${known}`;
    writeFileSync(path, `#!/bin/sh\n${look}\n[ "$1" = --version ] && echo crun version 9\n`, { mode: 0o755 });
    const text = slot.replace('PATH', path);
    const runtime = runtimeNamed(text.split(/[={]/)[0] ?? '');
    const isThere = existsSync(FOLDER);
    await runtime.install(host, armOf(runtime, text));
    expect(readFileSync(known, 'utf8').includes(`"${FOLDER}"`)).toBe(!isThere);
    expect(await closeTestHost(host)).toEqual([]);
  });
});

await describeReal(runtimeNamed('runc'), 'runc', (real) => {
  const install = (text: string) => {
    const runtime = runtimeNamed(text.split(/[={]/)[0] ?? '');
    return runtime.install(real().host, armOf(runtime, text));
  };

  it('is named by its own output, whatever name stands before its path', async () => {
    const path = wrapped('mine', 'dune version 3.1');
    for (const slot of ['oci', 'runc', 'crun', 'youki'])
      expect((await install(`${slot}=${path}`)).main).toMatchObject({ name: 'dune', version: 'dune version 3.1' });
  });

  it('has the name of its file where its output does not name it', async () => {
    const installed = await install(`oci=${wrapped('taciturn', '3.1')}`);
    expect(installed.main?.name).toBe('taciturn');
    expect(installed.binaries.map(({ name }) => name)).toEqual(['taciturn']);
  });

  it('is treated as what it says it is', async () => {
    const runsc = wrapped('a', 'runsc version 1');
    await expect(install(`oci=${runsc}`)).rejects.toMatchObject({
      message: expect.stringContaining(`oci=${runsc}: the program says that it is runsc`),
      remedy: `Write runsc=${runsc}.`,
    });
    const crun = wrapped('g', 'crun version 2');
    await expect(install(`runsc=${crun}`)).rejects.toMatchObject({ remedy: `Write crun=${crun}.` });
    await expect(install(`runsc{overlay2: none}=${wrapped('b', 'crun version 2')}`)).rejects.toThrow(
      'says that it is crun, which has no option "overlay2"',
    );
  });

  it('is refused where it says that it cannot use the cgroups of this host', async () => {
    const none = `echo '{"linux":{"cgroup":{"v1":false,"v2":false}}}'`;
    await expect(install(`oci=${wrapped('c', 'dune version 3', none)}`)).rejects.toThrow(
      /dune says that it was built without cgroups v[12]/,
    );
  });

  it('reports its features, with null for those that it does not report', async () => {
    const told = `echo '{"ociVersionMin":"1.0.0","linux":{"seccomp":null}}'`;
    expect((await install(`oci=${wrapped('f', 'dune version 3', told)}`)).notes).toEqual([
      'dune says of its features: OCI 1.0.0',
    ]);
  });

  it('may have no features, or print what is none', async () => {
    expect((await install(`oci=${wrapped('d', 'dune version 3', 'exit 1')}`)).notes).toBeUndefined();
    expect((await install(`oci=${wrapped('e', 'dune version 3', 'echo no')}`)).notes).toBeUndefined();
  });

  it.each([
    ['a pipe that nobody writes into', 'mkfifo config.json'],
    ['a link to a device without end', 'ln -s /dev/zero config.json'],
    ["a link to the host's own file", 'ln -s /etc/passwd config.json'],
    ['nothing', ':'],
  ])('is refused where its default configuration is %s', async (_, spec) => {
    const { host } = real();
    const path = join(folder, 'odd');
    writeFileSync(
      path,
      `#!/bin/sh\n[ "$1" = spec ] && { rm -f config.json; ${spec}; exit; }\nexec ${findCommand('runc')} "$@"\n`,
    );
    chmodSync(path, 0o755);
    const preparing = prepared(host, runtimeNamed('runc'), `runc=${path}`);
    await expect(preparing).rejects.toThrow('a default config.json that cannot be read');
  });

  it('measures with the flags that it is given, and leaves nothing', async () => {
    const { host } = real();
    mkdirSync(join(host.paths.work, 'bin'), { recursive: true });
    const path = join(host.paths.work, 'bin', 'other');
    copyFileSync(findCommand('runc') ?? '', path);
    const log = join(host.paths.work, 'runc.log');
    const { arm, installed } = await prepared(host, runtimeNamed('oci'), `oci{args: --debug --log ${log}}=${path}`);
    expect(installed.main?.name).toBe('runc');
    const session = await launchedSession(host, arm);
    expect(await sysbenchCpu(session)).toBeGreaterThan(0);
    expect(await session.end()).not.toBeNull();
    await arm.remove();
    expect(readFileSync(log, 'utf8')).toContain('level=debug');
  });
});

/** This runs where youki is on PATH. */
await describeReal(runtimeNamed('youki'), 'youki');
