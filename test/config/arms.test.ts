import { describe, expect, it } from '@jest/globals';
import { type KnownRuntime, parseArms } from '../../src/config/arms.js';
import { InputError } from '../../src/errors.js';

const KNOWN: readonly KnownRuntime[] = [
  { name: 'native', options: {} },
  { name: 'runc', options: {} },
  { name: 'docker', options: { runtime: {} } },
  { name: 'runsc', options: { platform: { choices: ['systrap', 'ptrace', 'kvm'] }, overlay2: {} } },
];

const parse = (given: string | readonly string[]) => parseArms(given, KNOWN, '/home/me');
const ids = (given: string | readonly string[]) => parse(given).map(({ id }) => id);
const only = (given: string) => parse(given)[1];

describe('the text of an arm', () => {
  it('reads a bare name', () => {
    expect(only('runc')).toEqual({ id: 'runc', runtime: 'runc', options: {} });
  });

  it('takes all for every runtime that is not given beside it', () => {
    expect(ids('all')).toEqual(['native', 'runc', 'docker', 'runsc']);
    expect(ids('all, runc@1.1.5')).toEqual(['native', 'runc', 'docker', 'runsc', 'runc@1.1.5']);
    expect(ids('runsc, all')).toEqual(['native', 'runsc', 'runc', 'docker']);
  });

  it('reads a version', () => {
    expect(only('runsc@20240408.0')).toEqual({
      id: 'runsc@20240408.0',
      runtime: 'runsc',
      version: '20240408.0',
      options: {},
    });
  });

  it('reads a version as Debian writes it', () => {
    expect(only('docker@5:24.0.5-1~debian.12~bookworm')?.version).toBe('5:24.0.5-1~debian.12~bookworm');
  });

  it('makes a path absolute and keeps the id portable', () => {
    expect(only('runc=bin/../bin/runc')).toEqual({
      id: 'runc=./bin/runc',
      runtime: 'runc',
      path: '/home/me/bin/runc',
      options: {},
    });
  });

  it.each([
    ['runc=../runc', 'runc=../runc', '/home/runc'],
    ['runc=/opt/runc@1.1/runc', 'runc=/opt/runc@1.1/runc', '/opt/runc@1.1/runc'],
    ['runc=./a=b', 'runc=./a=b', '/home/me/a=b'],
  ])('reads the path of %s', (text, id, path) => {
    expect(only(text)).toMatchObject({ id, path });
  });

  it.each(['runc=./a\tb', 'runc=./a\u0085b', 'docker{runtime: a\u0001b}'])(
    'refuses %j, which no document of a run can name',
    (text) => {
      expect(() => parse(text)).toThrow(InputError);
      expect(() => parse(text)).toThrow('has a control character');
    },
  );

  it.each([
    [`runc=./${'a'.repeat(5_000)}`, /has 5007 characters, and at most 5000 are recorded/],
    [`docker{runtime: ${'a'.repeat(5_000)}}`, /has 5017 characters/],
    [`docker@1.${'0'.repeat(127)}`, /has a version of 129 characters[\s\S]*at most 128/],
  ])('refuses what no document can name whole: %.20s', (text, message) => {
    expect(() => parse(text)).toThrow(InputError);
    expect(() => parse(text)).toThrow(message);
  });

  it('counts many before it looks at any', () => {
    const many = Array.from({ length: 200_000 }, (_, n) => `runc=./a${n}`);
    expect(() => parse(many.join(','))).toThrow(/200000 runtimes are too many\.[\s\S]*at most 64/);
  });

  it('reads options, sorted in the id', () => {
    expect(only('runsc{platform: kvm,  overlay2:root:self}')).toEqual({
      id: 'runsc{overlay2: root:self, platform: kvm}',
      runtime: 'runsc',
      options: { overlay2: 'root:self', platform: 'kvm' },
    });
  });

  it('reads options before a version', () => {
    expect(only('docker{runtime: runsc}@24.0.5')).toMatchObject({
      id: 'docker{runtime: runsc}@24.0.5',
      version: '24.0.5',
      options: { runtime: 'runsc' },
    });
  });

  it('reads options before a path', () => {
    expect(only('runsc{platform: kvm}=./runsc')?.id).toBe('runsc{platform: kvm}=./runsc');
  });

  it('takes empty braces for no options', () => {
    expect(only('runsc{}')?.id).toBe('runsc');
  });

  it('gives ids that are read as the same arms', () => {
    const text =
      'runc, runc@1.1.5, runc=bin/runc, docker{runtime: runsc}@24, runsc{platform: kvm, overlay2: none}=/a b/r';
    expect(parse(ids(text))).toEqual(parse(text));
  });
});

describe('lists of arms', () => {
  it('takes commas and newlines, and ignores empty items', () => {
    expect(ids('runc,docker\n\nrunsc{platform: kvm, overlay2: none},\n')).toEqual([
      'native',
      'runc',
      'docker',
      'runsc{overlay2: none, platform: kvm}',
    ]);
  });

  it('takes a list', () => {
    expect(ids(['runc', 'docker'])).toEqual(['native', 'runc', 'docker']);
  });

  it('puts native first, once, when it is given', () => {
    expect(ids('runc, native')).toEqual(['native', 'runc']);
  });

  it('adds native to an empty list', () => {
    expect(ids('')).toEqual(['native']);
  });

  it('has native among the arms though nobody names it', () => {
    expect(parseArms('native', [], '/')).toHaveLength(1);
  });

  it('distinguishes two versions of one runtime', () => {
    expect(ids('runc@1.1.5, runc@1.2.0, runc')).toEqual(['native', 'runc@1.1.5', 'runc@1.2.0', 'runc']);
  });
});

describe('what is refused', () => {
  it.each([
    ['the same arm twice', 'runc, docker, runc', 'given twice'],
    ['native twice', 'native, native', 'given twice'],
    ['one path spelled in two ways', 'runc=./bin/runc, runc=/home/me/bin/runc', 'given twice'],
    [
      'the same options in another order',
      'runsc{overlay2: a, platform: kvm}, runsc{platform: kvm, overlay2: a}',
      'twice',
    ],
    ['an unknown runtime', 'dokcer', 'Did you mean "docker"?'],
    ['a runtime like no other', 'virtualbox', 'Known: native, runc, docker, runsc.'],
    ['an unknown option', 'runsc{platfrom: kvm}', 'Did you mean "platform"?'],
    ['an option of a runtime without any', 'runc{x: y}', 'runc has no option "x"'],
    ['an option every object has', 'runsc{constructor: x}', 'no option "constructor"'],
    ['a value that is no choice', 'runsc{platform: kmv}', 'Did you mean "kvm"?'],
    ['an option twice', 'runsc{platform: kvm, platform: ptrace}', 'sets the option "platform" twice'],
    ['an option without a value', 'runsc{platform}', '"platform" is not an option with its value'],
    ['an option with an empty value', 'runsc{overlay2: }', 'is not an option with its value'],
    ['a version and a path', 'runc@1.1=./runc', 'both a version and a path'],
    ['options after the version', 'runsc@1{platform: kvm}', 'cannot be read'],
    ['an empty version', 'runc@', 'cannot be read'],
    ['an empty path', 'runc=', 'cannot be read'],
    ['no name', '@1.2', 'cannot be read'],
    ['an open brace', 'runsc{platform: kvm', 'cannot be read'],
    ['a stray closing brace', 'runc}', 'cannot be read'],
    ['a version of native', 'native@1', 'native takes no version, path or options'],
    ['a path of native', 'native=/', 'native takes no version, path or options'],
  ])('refuses %s', (_, text, message) => {
    expect(() => parse(text)).toThrow(InputError);
    expect(() => parse(text)).toThrow(message);
  });

  it('names the input and the item at fault', () => {
    expect(() => parse('runc, rnuc@1')).toThrow('runtimes: "rnuc@1"');
  });
});

describe('a checksum after a version', () => {
  const HEX = 'AB'.repeat(32);

  it('is what the release must have, and no part of the id', () => {
    const released = [{ name: 'runc', options: {}, checksumOf: 'the executable' }];
    expect(parseArms(`runc@1.2.99#sha256:${HEX}`, released, '/').at(1)).toEqual({
      id: 'runc@1.2.99',
      runtime: 'runc',
      version: '1.2.99',
      checksum: `sha256:${HEX.toLowerCase()}`,
      options: {},
    });
  });

  it.each([
    ['is short', 'runc@1.2.99#sha256:abcd', 'is no checksum'],
    ['is of another kind', `runc@1.2.99#md5:${'a'.repeat(32)}`, 'is no checksum'],
    ['has no version', `runc#sha256:${HEX}`, 'there is no runtime'],
    ['is of a runtime without releases', `podman@4#sha256:${HEX}`, 'podman has no releases'],
  ])('is refused where it %s', (_, arm, words) => {
    const known = [
      { name: 'runc', options: {}, checksumOf: 'the executable' },
      { name: 'podman', options: {} },
    ];
    expect(() => parseArms(arm, known, '/')).toThrow(words);
  });
});
