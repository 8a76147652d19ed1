import { describe, expect, it } from '@jest/globals';
import { bootstrapCommand, recipeFor } from '../../src/image/recipe.js';
import { quoteRequest } from '../../src/sandbox/agent.js';

const debian = {
  id: 'debian',
  version: '12',
  codename: 'bookworm',
  pretty: 'Debian GNU/Linux 12 (bookworm)',
  arch: 'amd64',
};

describe('recipeFor', () => {
  it('takes the distribution of the host', () => {
    expect(recipeFor(debian)).toMatchObject({ suite: 'bookworm', arch: 'amd64' });
  });

  it('returns another recipe with packages of the user, and the same without', () => {
    expect(recipeFor(debian, [])).toEqual(recipeFor(debian));
    const { name, packages } = recipeFor(debian, ['nginx-light', 'sysbench']);
    expect(packages).toEqual([...recipeFor(debian).packages, 'nginx-light']);
    expect(name).toBe(`${recipeFor(debian).name} nginx-light`);
  });

  it('refuses a distribution whose apt sources are not known, and names an alternative', () => {
    expect(() => recipeFor({ ...debian, id: 'fedora', pretty: 'Fedora 43' })).toThrow(/Fedora 43[\s\S]*--rootfs/);
  });
});

describe('bootstrapCommand', () => {
  const lines = ['deb http://joe:secret@m/ bookworm main'];

  it('has nothing among its words, which every user can read, that may hold a password', () => {
    const sources = { lines, keyrings: [], aptOptions: '/x/options', credentials: [] };
    const { argv } = bootstrapCommand(recipeFor(debian), sources, '/x/root.tar');
    expect(argv.join(' ')).not.toContain('joe');
    expect(argv).toContain('--aptopt=/x/options');
  });

  it('puts sysbench into a minimal root at the path asked for', () => {
    const { argv, input } = bootstrapCommand(
      recipeFor(debian),
      { lines, keyrings: [], credentials: [] },
      '/x/root.tar',
    );
    expect(argv.slice(-3)).toEqual(['bookworm', '/x/root.tar', '-']);
    expect(input).toBe('deb http://joe:secret@m/ bookworm main\n');
    expect(argv.find((word) => word.startsWith('--include='))).toContain('sysbench');
  });
});

describe('quoteRequest', () => {
  it('quotes every word', () => {
    expect(quoteRequest(['run', '0', "it's $HOME"])).toBe(`'run' '0' 'it'\\''s $HOME'\n`);
  });
});
