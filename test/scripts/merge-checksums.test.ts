import { describe, expect, it } from '@jest/globals';
import { mergeChecksums } from '../../scripts/merge-checksums.js';
import known from '../../src/host/download/known-checksums.json' with { type: 'json' };

const A = 'a'.repeat(64);
const B = 'b'.repeat(64);

const ours = { runc: { algorithm: 'sha256', source: 'somewhere', releases: [{ version: '1.1.9', amd64: A }] } };

const theirs = (lines: string[]): string =>
  `runc_checksums:\n  amd64:\n${lines.map((line) => `    ${line}\n`).join('')}`;

describe('mergeChecksums', () => {
  it('adds releases in the order of their versions', () => {
    const { runc } = mergeChecksums(ours, theirs([`1.1.10: sha256:${B}`, `1.1.8: sha256:${B}`]));
    expect(runc?.releases.map(({ version }) => version)).toEqual(['1.1.8', '1.1.9', '1.1.10']);
  });

  it('adds the other architecture to a release', () => {
    const { runc } = mergeChecksums(ours, `runc_checksums:\n  arm64:\n    1.1.9: sha256:${B}\n`);
    expect(runc?.releases).toEqual([{ version: '1.1.9', amd64: A, arm64: B }]);
  });

  it('keeps 1.20 apart from 1.2', () => {
    const { runc } = mergeChecksums(ours, theirs([`1.20: sha256:${B}`, `1.2: sha256:${A}`]));
    expect(runc?.releases.map(({ version }) => version)).toEqual(['1.1.9', '1.2', '1.20']);
  });

  it('refuses a text that is not a digest', () => {
    const { runc } = mergeChecksums(ours, theirs(['1.3.0: none', `1.3.1: sha512:${A}`, '1.3.2: "0"']));
    expect(runc?.releases).toEqual(ours.runc.releases);
  });

  it('refuses a digest that was replaced', () => {
    expect(() => mergeChecksums(ours, theirs([`1.1.9: sha256:${B}`]))).toThrow(
      /runc 1\.1\.9 amd64 is a+ here and b+ there/,
    );
  });

  it('leaves what is known as it is where nothing is new', () => {
    expect(mergeChecksums(known, '')).toEqual(known);
  });

  it.each(Object.entries(known))('has whole digests for %s alone', (_, { algorithm, releases }) => {
    const digest = algorithm === 'sha512' ? /^[0-9a-f]{128}$/ : /^[0-9a-f]{64}$/;
    const digests = releases.flatMap(({ version: _version, ...byArch }) => Object.values(byArch));
    expect(digests.filter((hex) => !digest.test(hex))).toEqual([]);
    expect(digests.length).toBeGreaterThan(10);
  });
});
