import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { runCommand } from '../../../../src/host/commands/command.js';
import type { Host } from '../../../../src/host/host.js';
import { type Apt, addRepository, type VendorRepository } from '../../../../src/host/packages/vendor/apt-repository.js';
import { dockerRepository } from '../../../../src/host/packages/vendor/docker.js';
import { readPublicKeys } from '../../../../src/host/packages/vendor/openpgp.js';
import { Journal } from '../../../../src/host/undo/journal.js';
import { silentLog } from '../../../../src/log.js';
import { type Answer, type Loopback, serve, status, wholeFile } from '../../download/loopback.js';

const FIXTURES = fileURLToPath(new URL('../../../fixtures', import.meta.url));
const key = (name: string) => readFileSync(join(FIXTURES, `openpgp/${name}.asc`), 'utf8');
const VENDOR = 'DBC979A94B35F410AA5C4F7C3ED9653374FEEADE';
const OTHER = '08923EE11658C4B0ABAE74AFCF778B06D24C9C12';

describe('readPublicKeys', () => {
  it.each([
    ['an RSA key with subkeys', 'vendor', [VENDOR]],
    ['an Ed25519 key', 'other', [OTHER]],
    ['two keys in one file', 'both', [VENDOR, OTHER]],
  ])('gives the fingerprint of %s as gpg does', (_name, file, fingerprints) => {
    expect(readPublicKeys(key(file)).fingerprints).toEqual(fingerprints);
  });

  it.each([
    ['no key', '<html>sorry</html>', 'it holds 0 OpenPGP key blocks'],
    ['a second block', key('vendor') + key('other'), 'it holds 2 OpenPGP key blocks'],
    ['a key cut short', key('vendor').replace(/(\n.{64}){5}\n.{1,64}\n=/, '\n='), 'cut short'],
  ])('refuses %s', (_name, text, problem) => {
    expect(() => readPublicKeys(text)).toThrow(problem);
  });
});

describe('dockerRepository', () => {
  const on = (id: string, codename: string) =>
    dockerRepository({ id, codename, version: '', pretty: id, arch: 'amd64' });

  it.each([
    ['debian', 'bookworm'],
    ['ubuntu', 'jammy'],
  ])("names Docker's repository for %s", (id, codename) => {
    expect(on(id, codename)).toMatchObject({ uri: `https://download.docker.com/linux/${id}`, suite: codename });
  });

  it('names none for another distribution', () => {
    expect(on('fedora', '')).toBeUndefined();
  });
});

/** The system's apt is left alone: the one used here has folders of its own. */
(existsSync('/usr/bin/apt-get') ? describe : describe.skip)('addRepository', () => {
  let folder: string;
  let host: Host;
  let apt: Apt;
  let server: Loopback | undefined;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tare-apt-'));
    chmodSync(folder, 0o755); // apt reads the key as another user
    for (const name of ['lib/lists/partial', 'cache/archives/partial'])
      mkdirSync(join(folder, name), { recursive: true });
    const journal = new Journal(join(folder, 'state'));
    host = { journal, log: silentLog, distribution: { arch: 'amd64' } } as unknown as Host;
    const options = [
      `Dir::State=${folder}/lib`,
      `Dir::Cache=${folder}/cache`,
      'Acquire::Retries=0',
      'Dir::State::status=/dev/null',
    ];
    apt = { etc: join(folder, 'etc'), options };
  });

  afterEach(async () => {
    await server?.close();
    rmSync(folder, { recursive: true });
  });

  const repository = async (answer: Answer, fingerprint = VENDOR): Promise<VendorRepository> => {
    server = await serve(answer);
    const { url } = server;
    return {
      name: 'vendor',
      key: `${url}/key.asc`,
      fingerprint,
      uri: `${url}/repo`,
      suite: 'bookworm',
      components: ['stable'],
    };
  };

  const files = (): string[] =>
    existsSync(apt.etc)
      ? readdirSync(apt.etc, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map(({ name }) => name)
      : [];

  const published: Answer = (request, response) => {
    const path = join(FIXTURES, 'vendor-repository', (request.url ?? '').replace('/repo/', '/'));
    if (request.url === '/key.asc') wholeFile(key('vendor'))(request, response);
    else if (existsSync(path)) wholeFile(readFileSync(path, 'utf8'))(request, response);
    else status(404)(request, response);
  };

  it('makes apt know the versions that the vendor offers, and undoes that', async () => {
    const undo = await addRepository(host, await repository(published), apt);
    const options = [
      `Dir::Etc::sourcelist=${apt.etc}/sources.list.d/tare-vendor.sources`,
      'Dir::Etc::sourceparts=-',
      ...apt.options,
    ];
    const { stdout } = await runCommand([
      'apt-cache',
      'madison',
      ...options.flatMap((option) => ['-o', option]),
      'docker-ce',
    ]);
    expect(stdout).toContain('5:24.0.5-1~debian.12~bookworm');
    await undo();
    expect(files()).toEqual([]);
  });

  it('keeps the change on record until packages are removed', async () => {
    await addRepository(host, await repository(published), apt);
    expect(files().sort()).toEqual(['tare-vendor.gpg', 'tare-vendor.sources']);
    expect(await host.journal.undoRun()).toEqual([]);
    expect(files()).toHaveLength(2);
    expect(await host.journal.undoInstalled()).toEqual([]);
    expect(existsSync(apt.etc) && files()).toEqual([]);
  });

  it.each([
    ['another key', 'other', OTHER],
    ['a second key beside the right one', 'both', OTHER],
  ])('does not trust %s', async (_name, file, actual) => {
    const attempt = addRepository(host, await repository(wholeFile(key(file))), apt);
    await expect(attempt).rejects.toThrow(new RegExp(`expected ${VENDOR}\n  actual   .*${actual}`));
    await expect(attempt).rejects.toMatchObject({ exitCode: 3 });
    expect(files()).toEqual([]);
  });

  it('refuses a page in place of a key', async () => {
    const attempt = addRepository(host, await repository(wholeFile('<html>log in first</html>')), apt);
    await expect(attempt).rejects.toThrow('is not a key: it holds 0 OpenPGP key blocks');
  });

  it('undoes everything where the repository cannot be read', async () => {
    const keyOnly: Answer = (request, response) =>
      (request.url === '/key.asc' ? wholeFile(key('vendor')) : status(404))(request, response);
    await expect(addRepository(host, await repository(keyOnly), apt)).rejects.toMatchObject({ exitCode: 3 });
    expect(files()).toEqual([]);
  });
});
