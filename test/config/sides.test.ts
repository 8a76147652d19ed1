import { describe, expect, it } from '@jest/globals';
import type { KnownRuntime } from '../../src/config/arms.js';
import { parseSides, writtenId } from '../../src/config/sides.js';

const KNOWN: readonly KnownRuntime[] = ['runc', 'crun', 'docker'].map((name) => ({ name, options: {} }));
const parse = (baseline: string[], candidate: string[]) =>
  parseSides(baseline, candidate, KNOWN, { baseline: '/home/me', candidate: '/home/me' });
const ids = (baseline: string[], candidate: string[]) => parse(baseline, candidate).map(({ id }) => id);

describe('parseSides', () => {
  it('puts native first, which is on neither side', () => {
    expect(parse(['runc=./old'], ['native', 'runc=./new']).map(({ id, side }) => [id, side])).toEqual([
      ['native', undefined],
      ['runc=./old', 'baseline'],
      ['runc=./new', 'candidate'],
    ]);
  });

  it('matches by name, whatever the order', () => {
    expect(ids(['runc@1.1.5', 'docker@24.0.5'], ['docker', 'runc=./new'])).toEqual([
      ...['native', 'docker@24.0.5', 'runc@1.1.5'],
      ...['docker', 'runc=./new'],
    ]);
  });

  it('matches the same name several times in order', () => {
    expect(ids(['runc=./a', 'runc=./b'], ['runc=./c', 'runc=./d']).slice(1, 3)).toEqual(['runc=./a', 'runc=./b']);
  });

  it('matches one by one where the names differ', () => {
    expect(ids(['runc', 'runc=./old'], ['crun', 'runc']).slice(1)).toEqual([
      ...['runc (baseline)', 'runc=./old'],
      ...['crun', 'runc'],
    ]);
  });

  it('distinguishes the same arm on both sides, and returns what was written', () => {
    const [, baseline, candidate] = ids(['runc'], ['runc']);
    expect([baseline, candidate]).toEqual(['runc (baseline)', 'runc']);
    expect([baseline, candidate].map((id) => writtenId(id ?? ''))).toEqual(['runc', 'runc']);
  });

  it.each([
    [['runc'], ['runc', 'docker'], 'baseline-runtimes: runc cannot be matched with the runtimes runc, docker.'],
    [['runc=./a', 'runc=./b'], ['runc'], 'baseline-runtimes: runc=./a, runc=./b cannot be matched'],
    [['native'], ['native'], 'baseline-runtimes: native alone is measured, and it has no other side.'],
    [['native'], ['runc'], 'none but native cannot be matched'],
    [['runk'], ['runc'], 'baseline-runtimes: "runk": there is no runtime "runk"'],
    [['runc', 'runc'], ['runc', 'runc=./b'], 'baseline-runtimes: "runc" is given twice'],
    [['runc'], ['runk'], 'runtimes: "runk": there is no runtime "runk"'],
  ])('refuses %j against %j', (baseline, candidate, message) => {
    expect(() => parse(baseline, candidate)).toThrow(message);
  });
});
