/** Bash and the command's own parser read the printed command: it must ask for the run that it was printed of. */
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { Command } from 'commander';
import * as fc from 'fast-check';
import { type Facts, resolve } from '../../src/app/request/resolve.js';
import { cliOptions, collect, flagLayer } from '../../src/config/cli-options.js';
import type { Layer } from '../../src/config/config-file.js';
import { parseInputs } from '../../src/config/parse.js';
import { reproduceRun } from '../../src/report/reproduce.js';
import type { RunDocument } from '../../src/results/document.js';
import { SEED } from '../support/property.js';
import { buildRun } from '../support/run-builder.js';

const CPUS = [0, 1, 2, 3];
const FACTS: Facts = {
  cwd: '/srv/checkout',
  topology: { online: CPUS, allowed: CPUS, siblings: new Map(CPUS.map((cpu) => [cpu, [cpu]])) },
  memoryAvailableBytes: 64 * 1024 ** 3,
  drawnSeed: 7,
};

const requestOf = (flags: Layer) => resolve(parseInputs({ flags, cwd: FACTS.cwd }), FACTS).measured;

/** The document of a run with these flags, before its first block. */
function runOf(flags: Layer): RunDocument {
  const { plan, userland } = requestOf(flags);
  const run = buildRun();
  const { rootfs, packages } = userland;
  const image = {
    ...run.fingerprint.image,
    ...(rootfs && { recipe: rootfs }),
    ...(packages && { packages: [...packages] }),
  };
  return { ...run, plan, fingerprint: { ...run.fingerprint, image } };
}

function flagsOf(command: string): Layer {
  const words = execFileSync('bash', ['-c', `set -- ${command.replace(/^.*? run /, '')}; printf '%s\\0' "$@"`], {
    encoding: 'utf8',
  });
  const parser = new Command().exitOverride();
  for (const { flags, help } of cliOptions('run')) parser.option(flags, help, collect);
  parser.parse(words.split('\0').slice(0, -1), { from: 'user' });
  return flagLayer('run', parser.opts());
}

const again = (run: RunDocument) => flagsOf(reproduceRun(run));

/** Values other than the default, one for each input that the plan records. */
const SIZES: Readonly<Record<string, fc.Arbitrary<string>>> = {
  profile: fc.constantFrom('quick', 'standard', 'paper'),
  suites: fc.constantFrom('cpu', 'cpu, scale', 'lifecycle, memory'),
  blocks: fc.constantFrom('3..9', '8'),
  pairs: fc.integer({ min: 1, max: 9 }).map(String),
  'trial-time': fc.constantFrom('250ms', '10.5ms', '0.0123456s'),
  budget: fc.constantFrom('1m', '1h1m1.5s'),
  cpus: fc.constantFrom('0', '0-1,3'),
  memory: fc.constantFrom('64MiB', '1.5G', '100001K'),
  'scale-memory': fc.constantFrom('2GiB', '100M'),
  tune: fc.constant('on'),
  seed: fc.constantFrom('0', '4294967295'),
  'command-timeout': fc.constantFrom('2m', '61.5s'),
  'launch-timeout': fc.constantFrom('30s', '1h'),
  rootfs: fc.constantFrom('/srv/it is/ "root".tar', '/srv/$(x)/ä#b'),
  runtimes: fc.constantFrom('runc, docker@24.0.5', "runc=./it's, runsc{platform: kvm}", 'runc=/a b/::set-output'),
  'min-effect': fc.constantFrom('0.5%', '1.2345678%'),
  margin: fc.constant('12.5%'),
  confidence: fc.constantFrom('99.12345%', '99%'),
};

describe('the printed command', () => {
  it('asks for the plan and the userland that it was printed of', () => {
    const given = fc.record(SIZES, { requiredKeys: [] });
    fc.assert(
      fc.property(given, fc.boolean(), (flags, hasSides) => {
        const asked = { ...flags, ...(hasSides && { 'baseline-runtimes': flags.runtimes ?? 'runc, docker' }) } as Layer;
        const { plan, userland } = requestOf({ ...asked });
        const read = requestOf(again(runOf(asked)));
        expect([read.plan, read.userland.rootfs]).toEqual([plan, userland.rootfs]);
      }),
      { seed: SEED, numRuns: 40 },
    );
  });

  it.each([
    'make\nmake install',
    "  sed 's/\\t/ /' <<'E'\n\tit's\\n\nE\n",
    'echo ::set-output name=a::b ##[command]x',
    'a\u202e\u0007\u00e4\u{1f600}b',
  ])('gives the build %j as it was', (command) => {
    const run = { ...buildRun(), built: { command, head: 'a'.repeat(40) } };
    expect(reproduceRun(run)).not.toMatch(/[\n\p{Cc}\p{Cf}]/u);
    expect(again(run).build).toEqual([command]);
  });
});
