import { describe, expect, it } from '@jest/globals';
import { hasBackports, parseTargets } from '../../../src/host/packages/backports.js';

describe('the sources of apt', () => {
  it('are read line by line', () => {
    const lines = 'bookworm\tDebian\thttp://mirror.test/debian/\nnodistro\t. nodistro\thttps://deb.example\n';
    expect(parseTargets(lines)).toEqual([
      { release: 'bookworm', origin: 'Debian', uri: 'http://mirror.test/debian/' },
      { release: 'nodistro', origin: '. nodistro', uri: 'https://deb.example' },
    ]);
  });

  it('may lack what is known only after they are fetched', () => {
    expect(parseTargets('bookworm\t\thttp://mirror.test/debian/\n')[0]?.origin).toBe('');
  });
});

describe('backports', () => {
  const on = (id: string, codename: string) => hasBackports({ id, codename, version: '', pretty: '', arch: 'amd64' });

  it('exist for Debian only', () => {
    expect([on('debian', 'bookworm'), on('ubuntu', 'jammy'), on('debian', '')]).toEqual([true, false, false]);
  });
});
