import { describe, expect, it } from '@jest/globals';
import { bootstrapCommand, recipeFor } from '../../src/image/recipe.js';
import { proxies, sourceLines } from '../../src/image/sources.js';
import { quoteRequest } from '../../src/sandbox/agent.js';

const debian = {
  id: 'debian',
  version: '12',
  codename: 'bookworm',
  pretty: 'Debian GNU/Linux 12 (bookworm)',
  arch: 'amd64',
};

const target = (fields: Record<string, string>) =>
  Object.entries({
    Origin: 'Debian',
    'Repo-URI': 'http://mirror.test/debian/',
    Release: 'bookworm',
    Component: 'main',
    ...fields,
  })
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');

describe('sourceLines', () => {
  it('uses the mirror that the host names, one line a suite with all its components', () => {
    const stanzas = [
      target({}),
      target({ Component: 'contrib' }),
      target({ Release: 'bookworm-security', 'Repo-URI': 'http://mirror.test/security/' }),
    ].join('\n\n');
    expect(sourceLines(stanzas, 'bookworm')).toEqual([
      'deb http://mirror.test/debian/ bookworm main contrib',
      'deb http://mirror.test/security/ bookworm-security main',
    ]);
  });

  it('leaves out other vendors, other suites and backports', () => {
    const stanzas = [
      target({ Origin: 'Docker' }),
      target({ Release: 'trixie' }),
      target({ Release: 'bookworm-backports' }),
    ].join('\n\n');
    expect(sourceLines(stanzas, 'bookworm')).toEqual([]);
  });
});

describe('proxies', () => {
  it('hands on the proxy settings of apt and nothing else', () => {
    const dump =
      'Acquire "";\nAcquire::http::Proxy "http://proxy.test:3142";\nAcquire::http::Proxy::mirror.test "DIRECT";\nAcquire::cdrom::mount "/media";\n';
    expect(proxies(dump)).toEqual([
      'Acquire::http::Proxy "http://proxy.test:3142";',
      'Acquire::http::Proxy::mirror.test "DIRECT";',
    ]);
  });
});

describe('recipeFor', () => {
  it('takes the distribution of the host', () => {
    expect(recipeFor(debian)).toMatchObject({ suite: 'bookworm', arch: 'amd64' });
  });

  it('refuses a distribution without apt sources we know, and names the way out', () => {
    expect(() => recipeFor({ ...debian, id: 'fedora', pretty: 'Fedora 43' })).toThrow(/Fedora 43[\s\S]*--rootfs/);
  });
});

describe('bootstrapCommand', () => {
  it('puts sysbench into a minimal root at the place asked for', () => {
    const argv = bootstrapCommand(
      recipeFor(debian),
      { lines: ['deb http://m/ bookworm main'], keyrings: [], aptOptions: [] },
      '/x/root.tar',
    );
    expect(argv.slice(-3)).toEqual(['bookworm', '/x/root.tar', 'deb http://m/ bookworm main']);
    expect(argv.find((word) => word.startsWith('--include='))).toContain('sysbench');
  });
});

describe('quoteRequest', () => {
  it('quotes every word', () => {
    expect(quoteRequest(['run', '0', "it's $HOME"])).toBe(`'run' '0' 'it'\\''s $HOME'\n`);
  });
});
