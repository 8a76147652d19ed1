import { describe, expect, it } from '@jest/globals';
import { parseDistribution } from '../../src/host/open-host.js';

const read = (text: string) => parseDistribution(text, 'x64');

describe('the distribution of the host', () => {
  it.each([
    [
      'double quotes',
      'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_ID="12"\nVERSION_CODENAME=bookworm\nID=debian\n',
    ],
    [
      'single quotes',
      "PRETTY_NAME='Debian GNU/Linux 12 (bookworm)'\nVERSION_ID='12'\nVERSION_CODENAME='bookworm'\nID='debian'\n",
    ],
    [
      'a codename in brackets only',
      'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_ID=12\nVERSION="12 (bookworm)"\nID=debian\n',
    ],
  ])('is read with %s', (_, text) => {
    expect(read(text)).toEqual({
      id: 'debian',
      version: '12',
      codename: 'bookworm',
      pretty: 'Debian GNU/Linux 12 (bookworm)',
      arch: 'amd64',
    });
  });

  it.each([
    [
      'Linux Mint',
      'ID=linuxmint\nID_LIKE="ubuntu debian"\nVERSION_CODENAME=wilma\nUBUNTU_CODENAME=noble\n',
      'ubuntu',
      'noble',
    ],
    ['LMDE', 'ID=linuxmint\nID_LIKE=debian\nVERSION_CODENAME=faye\nDEBIAN_CODENAME=bookworm\n', 'debian', 'bookworm'],
    ['Ubuntu', 'ID=ubuntu\nID_LIKE=debian\nVERSION_CODENAME=noble\nUBUNTU_CODENAME=noble\n', 'ubuntu', 'noble'],
  ])('of %s is the one whose packages it has', (_, text, id, codename) => {
    expect(read(text)).toMatchObject({ id, codename });
  });

  it('is its own where a derivative has packages of its own', () => {
    expect(read('ID=kali\nID_LIKE=debian\nVERSION_CODENAME=kali-rolling\n').id).toBe('kali');
  });

  it('may have no codename', () => {
    expect(read('ID=debian\nPRETTY_NAME="Debian \\"next\\""\n')).toMatchObject({
      codename: '',
      pretty: 'Debian "next"',
    });
  });
});
