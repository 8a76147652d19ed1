/** Everything that the host's apt needs reaches mmdebstrap, and does not stay in the userland. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { fetchOptions } from '../../src/host/packages/apt-settings.js';
import { bootstrapCommand, recipeFor } from '../../src/image/recipe.js';
import { entryOptions } from '../../src/image/source-entries.js';
import { distributionTargets, parseTargets, sourceLines, withoutUnreachable } from '../../src/image/sources.js';
import { type Answer, type Loopback, serve, status, wholeFile } from '../host/download/loopback.js';
import { noWorld, PackageWorld } from '../support/package-world.js';

const target = (fields: Record<string, string>) =>
  Object.entries({
    Origin: 'Debian',
    'Repo-URI': 'http://mirror.test/debian/',
    Release: 'bookworm',
    Codename: fields.Release ?? 'bookworm',
    Architecture: 'amd64',
    Component: 'main',
    ...fields,
  })
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');

const linesOf = (suite: string, stanzas: readonly string[], basic: readonly string[] = []) =>
  sourceLines(
    distributionTargets(parseTargets(stanzas.join('\n\n')), suite, 'amd64', new Set(basic)),
    () => ({ options: [] }),
    () => '',
  );

describe('the sources of the distribution', () => {
  it('are those that the host names, one line a suite with all its components', () => {
    const stanzas = [
      target({}),
      target({ Component: 'contrib' }),
      target({ Architecture: 'i386' }),
      target({ Release: 'bookworm-security', 'Repo-URI': 'http://mirror.test/security/' }),
    ];
    expect(linesOf('bookworm', stanzas)).toEqual([
      'deb http://mirror.test/debian/ bookworm main contrib',
      'deb http://mirror.test/security/ bookworm-security main',
    ]);
  });

  it('are not other vendors, other suites, other architectures and backports', () => {
    const stanzas = [
      target({}),
      target({ Origin: 'Docker', 'Repo-URI': 'http://docker.test/' }),
      target({ Release: 'trixie' }),
      target({ Release: 'bookworm-backports' }),
      target({ Architecture: 'i386', 'Repo-URI': 'http://i386.test/' }),
    ];
    expect(linesOf('bookworm', stanzas)).toEqual(['deb http://mirror.test/debian/ bookworm main']);
  });

  it.each([
    ['stable', 'bookworm'],
    ['oldstable-updates', 'bookworm-updates'],
    ['stable-security', 'bookworm-security'],
  ])('may be called %s', (release, codename) => {
    const stanzas = [
      target({ Release: release, Codename: codename }),
      target({ Release: 'testing', Codename: 'forky' }),
    ];
    expect(linesOf('bookworm', stanzas)).toEqual([`deb http://mirror.test/debian/ ${release} main`]);
  });

  it('are not those of Ubuntu that only share its codename', () => {
    const ubuntu = (release: string) => target({ Origin: 'Ubuntu', Release: release, Codename: 'noble' });
    expect(linesOf('noble', ['noble', 'noble-updates', 'noble-backports', 'noble-proposed'].map(ubuntu))).toEqual([
      'deb http://mirror.test/debian/ noble main',
      'deb http://mirror.test/debian/ noble-updates main',
    ]);
  });

  it("are unstable's on a host whose release is not published yet", () => {
    expect(linesOf('forky', [target({ Release: 'unstable', Codename: 'sid' })])).toEqual([
      'deb http://mirror.test/debian/ unstable main',
    ]);
  });

  it('are those with the base of the system, where a mirror has a name of its own', () => {
    const stanzas = [
      target({ Origin: 'Corp', 'Repo-URI': 'http://corp.test/debian/' }),
      target({ Origin: 'Docker', 'Repo-URI': 'http://docker.test/' }),
    ];
    expect(linesOf('bookworm', stanzas, ['http://corp.test/debian bookworm'])).toEqual([
      'deb http://corp.test/debian/ bookworm main',
    ]);
  });
});

describe('sources that are no server', () => {
  const gone = 'file:/nowhere/debian/';
  const [disc, server] = ['cdrom://[Debian 12]/', 'http://mirror.test/debian/'];
  const uris = (...given: string[]) => given.map((uri) => ({ ...SOURCE, uri }));
  const SOURCE = { origin: 'Debian', codename: 'bookworm', release: 'bookworm', component: 'main' };

  it('are left out where they are a disc or a folder that is not there, and others are left', () => {
    const targets = uris(disc, server, gone, 'file:/etc/').map((one) => ({ ...one, architecture: '', entry: '' }));
    expect(withoutUnreachable(targets)).toEqual({
      usable: targets.filter(({ uri }) => [server, 'file:/etc/'].includes(uri)),
      leftOut: [disc, gone],
    });
  });
});

describe('an entry of the sources', () => {
  const options = (name: string, text: string, number = 1) => entryOptions(`${name}:${number}`, () => text);

  it('says in one line what is trusted', () => {
    const text =
      '# a comment\ndeb [ arch=amd64 Signed-By=/k.gpg trusted=yes check-valid-until=no ] http://m stable main\n';
    expect(options('/a.list', text, 2)).toEqual({
      options: ['signed-by=/k.gpg', 'trusted=yes', 'check-valid-until=no'],
    });
    expect(options('/a.list', 'deb http://m stable main')).toEqual({ options: [] });
  });

  it('says so in a stanza, which may contain the key itself', () => {
    const key = '-----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n mDM\n =x\n -----END PGP PUBLIC KEY BLOCK-----';
    const text = `# of the host\nTypes: deb\nURIs: http://a\n# a remark\nSigned-By: /a.gpg\n /b.gpg\nTrusted: yes\n\n\nTypes: deb\nURIs: http://b\nSigned-By:\n ${key}\nSuites: x\n`;
    expect(options('/a.sources', text, 1)).toEqual({ options: ['signed-by=/a.gpg,/b.gpg', 'trusted=yes'] });
    expect(options('/a.sources', text, 2)).toEqual({
      options: [],
      key: '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmDM\n=x\n-----END PGP PUBLIC KEY BLOCK-----\n',
    });
  });

  it('may name a key that cannot be found', () => {
    expect(entryOptions('', () => '')).toEqual({ options: [] });
    expect(options('/gone.list', '', 7)).toEqual({ options: [] });
  });
});

describe('the options of apt', () => {
  it('are passed on where they matter for fetching', () => {
    const kept = [
      'Acquire::http::Proxy "http://proxy.test:3142";',
      'Acquire::http::Proxy::mirror.test "DIRECT";',
      'Acquire::http::Proxy-Auto-Detect "/usr/bin/auto-apt-proxy";',
      'Acquire::https::CaInfo "/etc/ssl/corp.pem";',
      'Acquire::https::mirror.test::Verify-Peer "false";',
      'Acquire::Check-Valid-Until "false";',
      'Acquire::AllowInsecureRepositories "true";',
      'APT::Sandbox::User "root";',
    ];
    const left = [
      'Acquire "";',
      'Acquire::cdrom::mount "/media";',
      'Acquire::AllowWeakRepositories "0";',
      'Acquire::GzipIndexes "true";',
      'Acquire::Languages "none";',
      'APT::Sandbox::User "_apt";',
      'DPkg::Post-Invoke:: "rm -f /var/cache/apt/archives/*.deb || true";',
    ];
    expect(fetchOptions([...left, ...kept].join('\n'))).toEqual(kept);
  });
});

describe('the root that is made', () => {
  it('keeps nothing of what reached the mirrors', () => {
    const root = mkdtempSync(join(tmpdir(), 'tare-root-'));
    const host = mkdtempSync(join(tmpdir(), 'tare-auth-'));
    try {
      mkdirSync(join(host, 'auth.conf.d'));
      writeFileSync(join(host, 'auth.conf.d/corp'), 'machine mirror.test login ci password secret', { mode: 0o600 });
      mkdirSync(join(root, 'etc/apt/apt.conf.d'), { recursive: true });
      const lines = ['deb [signed-by=/corp.gpg trusted=yes] http://ci:secret@mirror.test/debian bookworm main'];
      writeFileSync(join(root, 'etc/apt/sources.list'), `${lines.join('\n')}\n`);
      writeFileSync(join(root, 'etc/apt/apt.conf.d/99mmdebstrap'), 'Acquire::http::Proxy "http://u:secret@p";');
      const recipe = recipeFor({ id: 'debian', version: '12', codename: 'bookworm', pretty: '', arch: 'amd64' });
      const sources = { lines, keyrings: [], aptOptions: '/x', credentials: [join(host, 'auth.conf.d')] };
      const { argv } = bootstrapCommand(recipe, sources, '/x.tar');
      const run = (kind: string) => {
        for (const word of argv.filter((one) => one.startsWith(`--${kind}-hook=`)))
          execFileSync('sh', ['-c', word.slice(`--${kind}-hook=`.length), 'sh', root]);
      };
      run('setup');
      expect(readFileSync(join(root, 'etc/apt/auth.conf.d/corp'), 'utf8')).toContain('secret');
      run('customize');
      expect(execFileSync('grep', ['-rc', '', root], { encoding: 'utf8' })).toBe(`${root}/etc/apt/sources.list:1\n`);
      expect(readFileSync(join(root, 'etc/apt/sources.list'), 'utf8')).toBe(
        'deb http://mirror.test/debian bookworm main\n',
      );
    } finally {
      rmSync(root, { recursive: true });
      rmSync(host, { recursive: true });
    }
  });
});

/** What a host that was installed from a disc has in its sources, and what apt has read of it. */
const DISC = `set -e
apt-get update -q >/dev/null
echo 'deb [trusted=yes] cdrom:[Debian 12]/ bookworm main' >>/etc/apt/sources.list
cd /var/lib/apt/lists
architecture=$(dpkg --print-architecture)
printf 'Origin: Debian\\nCodename: bookworm\\nArchitectures: %s\\nComponents: main\\n' $architecture >Debian%2012_dists_bookworm_Release
printf 'Package: sysbench\\nVersion: 1\\nArchitecture: all\\n' >Debian%2012_dists_bookworm_main_binary-"$architecture"_Packages
apt-get indextargets --format '$(REPO_URI) $(ORIGIN)' 'Created-By: Packages' | grep -q '^cdrom.*Debian$'`;

const present = (name: string) => existsSync(`/usr/bin/${name}`);
const reason =
  noWorld() ?? (present('mmdebstrap') ? undefined : 'no mmdebstrap') ?? (present('gpg') ? undefined : 'no gpg');

/** A mirror of one package on loopback, and a host that has everything it needs to use it. */
(reason ? describe.skip : describe)(
  `a mirror that needs more than its address${reason ? `: skipped, ${reason}` : ''}`,
  () => {
    let keys: string;
    let world: PackageWorld;
    let server: Loopback | undefined;
    const gpg = (...args: string[]) => execFileSync('gpg', ['--batch', '--homedir', keys, ...args], { stdio: 'pipe' });

    beforeAll(() => {
      keys = mkdtempSync(join(tmpdir(), 'tare-gpg-'));
      gpg('--passphrase', '', '--quick-generate-key', 'corp <corp@example.invalid>', 'ed25519', 'sign', 'never');
    });
    afterAll(() => {
      execFileSync('gpgconf', ['--homedir', keys, '--kill', 'gpg-agent']);
      rmSync(keys, { recursive: true });
    });
    beforeEach(() => {
      world = new PackageWorld();
    });
    afterEach(async () => {
      await server?.close();
      world.remove();
    });

    /** Returns the files of the mirror by path. */
    const files = (fields: Readonly<Record<string, string>>, signed: boolean): Map<string, string> => {
      const packages = `Package: sysbench\nVersion: 1.0.20\nArchitecture: ${world.architecture}\nFilename: pool/x.deb\nSize: 1\nSHA256: ${'0'.repeat(64)}\nDescription: x\n`;
      const index = `main/binary-${world.architecture}/Packages`;
      const sum = createHash('sha256').update(packages).digest('hex');
      const head = {
        Origin: 'Debian',
        Suite: 'stable',
        Codename: 'bookworm',
        Architectures: world.architecture,
        Components: 'main',
        Date: 'Sat, 01 Jan 2022 00:00:00 UTC',
        ...fields,
      };
      const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}\n`);
      const release = `${lines.join('')}SHA256:\n ${sum} ${packages.length} ${index}\n`;
      const text = signed
        ? execFileSync('gpg', ['--batch', '--homedir', keys, '--clearsign'], { input: release, encoding: 'utf8' })
        : release;
      return new Map(
        ['stable', 'bookworm'].flatMap((suite) => [
          [`/debian/dists/${suite}/${signed ? 'InRelease' : 'Release'}`, text],
          [`/debian/dists/${suite}/${index}`, packages],
        ]),
      );
    };

    const open = async (content: Map<string, string>, allowed: (authorization: string) => boolean = () => true) => {
      const answer: Answer = (request, response) => {
        const path = new URL(request.url ?? '', 'http://x').pathname;
        const text = content.get(path);
        if (!allowed(request.headers.authorization ?? '')) return status(401)(request, response);
        return (text === undefined ? status(404) : wholeFile(text))(request, response);
      };
      server = await serve(answer);
      return server.url;
    };

    const put = (path: string, content: string | Buffer) => {
      mkdirSync(dirname(join(world.folder, path)), { recursive: true });
      writeFileSync(join(world.folder, path), content);
    };

    /** Tells whether mmdebstrap could use the mirror as the host's apt does. */
    const make = async () => {
      const { stdout, stderr } = await world.finished([
        process.execPath,
        '--import',
        'tsx',
        'test/support/package-driver.ts',
        'userland',
      ]);
      expect(stderr).not.toContain('left out');
      const made = JSON.parse(stdout) as { code: number; stderr: string };
      if (made.code !== 0) throw new Error(made.stderr);
      const names = execFileSync('tar', ['-tf', join(world.folder, 'srv/root.tar')], { encoding: 'utf8' });
      expect(names).toContain('/etc/apt/sources.list\n');
      expect(names).not.toMatch(/auth\.conf\.d\/.|apt\.conf\.d\/99mmdebstrap/);
    };

    it('with a password in auth.conf.d', async () => {
      const expected = `Basic ${Buffer.from('ci:example').toString('base64')}`;
      const url = await open(files({}, false), (given) => given === expected);
      put('etc/apt/sources.list', `deb [trusted=yes] ${url}/debian bookworm main\n`);
      put('etc/apt/auth.conf.d/corp.conf', `machine ${url}/debian login ci password example\n`);
      await make();
    });

    it('signed with a key that the source names', async () => {
      const url = await open(files({}, true));
      put('etc/apt/keyrings/corp.gpg', gpg('--export'));
      put('etc/apt/sources.list', `deb [signed-by=/etc/apt/keyrings/corp.gpg] ${url}/debian bookworm main\n`);
      await make();
    });

    it('signed with a key that stands in the source', async () => {
      const url = await open(files({}, true));
      const key = gpg('--armor', '--export')
        .toString()
        .trim()
        .split('\n')
        .map((line) => ` ${line || '.'}\n`)
        .join('');
      put('etc/apt/sources.list', '');
      const stanza = `Types: deb\nURIs: ${url}/debian\nSuites: stable\nComponents: main\nSigned-By:\n${key}`;
      put('etc/apt/sources.list.d/corp.sources', stanza);
      await make();
    });

    it('that has expired, which the host or the source allows', async () => {
      const url = await open(files({ 'Valid-Until': 'Sun, 02 Jan 2022 00:00:00 UTC' }, true));
      put('etc/apt/trusted.gpg.d/corp.gpg', gpg('--export'));
      put('etc/apt/apt.conf.d/99old', 'Acquire::Check-Valid-Until "false";\n');
      put('etc/apt/sources.list', `deb ${url}/debian stable main\n`);
      await make();
      rmSync(join(world.folder, 'etc/apt/apt.conf.d/99old'));
      put('etc/apt/sources.list', `deb [check-valid-until=no] ${url}/debian stable main\n`);
      await make();
    });

    it('with a password in its address or in that of a proxy, of which nobody else sees anything', async () => {
      const expected = `Basic ${Buffer.from('joe:S3CRETPW').toString('base64')}`;
      const words = new Set<string>();
      const see = (given: string) => {
        for (const line of execFileSync('ps', ['axww', '-o', 'args'], { encoding: 'utf8' }).split('\n'))
          words.add(line);
        return given === expected;
      };
      const url = (await open(files({}, false), see)).replace('//', '//joe:S3CRETPW@');
      put('etc/apt/apt.conf.d/99proxy', 'Acquire::http::Proxy::other.test "http://joe:S3CRETPW@proxy.test";\n');
      put('etc/apt/sources.list', `deb [trusted=yes] ${url}/debian bookworm main\n`);
      await make();
      expect([...words].filter((line) => line.includes('mmdebstrap')).length).toBeGreaterThan(0);
      expect([...words].filter((line) => line.includes('S3CRETPW'))).toEqual([]);
    });

    it('beside a disc, from which the host was installed', async () => {
      const url = await open(files({}, false));
      put('etc/apt/sources.list', `deb [trusted=yes] ${url}/debian bookworm main\n`);
      const disc = await world.finished(['sh', '-c', DISC]);
      expect(disc).toMatchObject({ status: 0, stderr: '' });
      await make();
    });

    it('behind a proxy of apt', async () => {
      const url = await open(files({}, false));
      put('etc/apt/apt.conf.d/99proxy', `Acquire::http::Proxy "${url}";\n`);
      put('etc/apt/sources.list', 'deb [trusted=yes] http://mirror.invalid/debian stable main\n');
      await make();
    });
  },
);
