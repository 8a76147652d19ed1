import { describe, expect, it } from '@jest/globals';
import { INPUTS } from '../../src/config/inputs.js';
import { parseInputs } from '../../src/config/parse.js';
import { preparation, reproduceCell, reproduceRun } from '../../src/report/reproduce.js';
import { ownBenchmarks } from '../../src/suites/index.js';
import { buildRun, CPU, MEMORY, OWN } from '../support/run-builder.js';

describe('reproduceRun', () => {
  it('names arms without native, benchmarks, limits and seed', () => {
    const run = buildRun({ arms: ['runc', 'docker@24.0.5'], benchmarks: [CPU, MEMORY] });
    run.plan.limits.memoryBytes = 2 ** 30;
    expect(reproduceRun(run)).toBe(
      'sudo node dist/cli/index.js run --runtimes runc,docker@24.0.5 --suites cpu.prime,memory.write.1k --profile quick --blocks 6..30 --pairs 3 --budget 10m --cpus 0-1 --memory 1GiB --seed 1',
    );
  });

  it('gives each side of a run its flag, and the rule of the run', () => {
    const run = buildRun({
      arms: ['runc (baseline)', 'runc'],
      contrasts: [{ baseline: 'runc (baseline)', candidate: 'runc' }],
    });
    const arms = run.plan.arms.map((arm, at) => ({
      ...arm,
      ...(at > 0 && { side: at === 1 ? ('baseline' as const) : ('candidate' as const) }),
    }));
    const decision = { alpha: 0.05, minEffectPercent: 0.5, marginPercent: 3 };
    const command = reproduceRun({ ...run, plan: { ...run.plan, arms, decision, trialSeconds: 0.1 } });
    expect(command).toContain(' --baseline-runtimes runc --runtimes runc --suites ');
    expect(command).toContain(' --trial-time 100ms ');
    expect(command).toMatch(/ --min-effect 0.5% --margin 3% --confidence 95%$/);
  });

  it('builds each side as it was built, by one command', () => {
    const of = (built: object) => reproduceRun({ ...buildRun(), built: { command: 'make new', ...built } as never });
    const [head, base] = ['a'.repeat(40), 'b'.repeat(40)];
    expect(of({ head, base })).toContain(` --build 'make new' --baseline-ref ${base} `);
    expect(of({ head, base, baseCommand: 'make old' })).toContain(
      ` --build 'if [ "$(git rev-parse HEAD)" = ${base} ]; then make old; else make new; fi' --baseline-ref ${base} `,
    );
  });

  it('uses only flags that exist', () => {
    const decision = { alpha: 0.05, minEffectPercent: 0.5, marginPercent: 3 };
    const flags = [...reproduceRun(buildRun({ plan: { decision, trialSeconds: 1 } })).matchAll(/--([a-z-]+)/g)].map(
      ([, flag]) => flag,
    );
    const known: readonly string[] = INPUTS.map(({ name }) => name);
    expect(flags.filter((flag) => !known.includes(flag ?? ''))).toEqual([]);
  });

  it('quotes for the shell', () => {
    const run = buildRun({ arms: ["runsc{platform: kvm}; $(reboot) '`x`'"] });
    expect(reproduceRun(run)).toContain("--runtimes 'runsc{platform: kvm}; $(reboot) '\\''`x`'\\''' --suites");
  });

  it('stays on one line', () => {
    expect(reproduceRun(buildRun({ arms: ['runc\nreboot'] }))).not.toContain('\n');
  });
});

describe("a command of the user's own", () => {
  const run = buildRun({ benchmarks: [CPU, OWN] });
  const image = { ...run.fingerprint.image, packages: ['nginx-light', 'redis-server'] };

  it('is written as the user gave it, and has the same effect', () => {
    const [, quoted = ''] = /--benchmarks '((?:[^']|'\\'')*)'/.exec(reproduceRun(run)) ?? [];
    const benchmarks = quoted.replaceAll("'\\''", "'");
    const [again] = ownBenchmarks(parseInputs({ flags: { benchmarks }, cwd: '/' }).benchmarks ?? []);
    expect(again).toMatchObject({ id: OWN.id, metrics: OWN.metrics, defaultWork: OWN.work, own: OWN.own });
  });

  it('is left out where it is not asked for', () => {
    expect(reproduceCell(run, 'runc', 'cpu.prime')).not.toContain('--benchmarks');
  });

  it('needs the packages of the userland', () => {
    const command = reproduceRun({ ...run, fingerprint: { ...run.fingerprint, image } });
    expect(command).toContain(' --packages nginx-light,redis-server ');
  });

  it('needs the container image of the userland, by its digest', () => {
    const container = { name: `redis@sha256:${'a'.repeat(64)}`, digest: `sha256:${'a'.repeat(64)}` };
    const fingerprint = { ...run.fingerprint, image: { ...run.fingerprint.image, container } };
    expect(reproduceRun({ ...run, fingerprint })).toContain(` --image redis@sha256:${'a'.repeat(64)} `);
  });
});

describe('what a command cannot say', () => {
  const run = buildRun();
  const withImage = (image: object) => {
    const fingerprint = { ...run.fingerprint, image: { ...run.fingerprint.image, ...image } };
    return { ...run, fingerprint };
  };

  it('is said where a word would be cut, and no other command is shown', () => {
    const long = { ...run, built: { command: `make ${'x'.repeat(5_000)}`, head: 'a'.repeat(40) } };
    expect(reproduceRun(long)).toMatch(
      /^# The command is too long to be shown: 5\d\d\d characters, most of them of --build\. Give the inputs that the run was given\.$/,
    );
  });

  it("is said of a userland of the user's own, which has to be there", () => {
    const note = '# The userland was one that the user brought: have the same at /srv/root.tar.';
    expect(preparation(withImage({ recipe: '/srv/root.tar' }), undefined)).toEqual([note]);
    expect(preparation(withImage({ container: { name: '/srv/root.tar', digest: 'd' } }), undefined)).toEqual([note]);
    expect(preparation(withImage({ recipe: './root.tar' }), undefined)).toEqual([]);
    expect(preparation(run, undefined)).toEqual([]);
  });

  it("is said of another userland on the baseline's side", () => {
    const baselineImage = { ...run.fingerprint.image, recipe: 'trixie' };
    expect(preparation({ ...run, fingerprint: { ...run.fingerprint, baselineImage } }, undefined)).toEqual([
      "# The baseline's side had another userland (trixie), which no flag gives it.",
    ]);
  });
});

describe('reproduceCell', () => {
  it('is no command for something else where the run does not plan the cell', () => {
    const run = buildRun();
    for (const [arm, benchmark] of [
      ['runc', 'cpu.none'],
      ['crun', 'cpu.prime'],
    ] as const)
      expect(reproduceCell(run, arm, benchmark)).toBe(
        `# This run does not plan ${arm} ${benchmark}: ask for both in runtimes and suites.`,
      );
  });

  it('names both sides of a comparison within a run', () => {
    const contrasts = [{ baseline: 'runc=/old', candidate: 'runc=/new' }];
    const run = buildRun({ arms: ['runc=/old', 'runc=/new', 'docker'], contrasts });
    expect(reproduceCell(run, 'runc=/new', 'cpu.prime')).toContain(
      '--runtimes runc=/old,runc=/new --suites cpu.prime ',
    );
  });
});
