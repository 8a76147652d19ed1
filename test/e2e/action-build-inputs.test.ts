/**
 * A pull request whose runtime is built and whose file of inputs changes: what its base measured is still compared.
 */
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parseRun } from '../../src/results/store.js';
import { zipEntries } from '../../src/results/zip.js';
import { crun } from '../../src/runtimes/oci/crun.js';
import { runc } from '../../src/runtimes/oci/runc.js';
import { type Loopback, serve } from '../host/download/loopback.js';
import { whyNot } from '../runtimes/support.js';
import { BUILD, BuiltRepository, git, SLOW, wrapperWith } from '../support/built-repository.js';
import { expectEnd } from '../support/expect-end.js';
import type { WorkflowRun } from '../support/github/index.js';
import { forgetReleases, publish, release } from '../support/runc-releases.js';
import { traces } from '../support/tare.js';
import { makeTinyUserland } from '../support/tiny-userland.js';
import { ActionPlace, type Inputs } from './action-place.js';

const reason = (await whyNot(runc, 'runc')) ?? (await whyNot(crun, 'crun'));

const TEN_MINUTES = 600_000;
const SHORT: Inputs = { config: 'tare.yml', pairs: '1', 'trial-time': '20ms', memory: '256MiB' };

let place: ActionPlace;
let project: BuiltRepository;
beforeEach(async () => {
  if (reason) return;
  place = await ActionPlace.open();
  project = new BuiltRepository(place.folder);
});
afterEach(() => place?.close());

/** GitHub's branch gets what the repository contains, but only the files that it is asked for. */
function pushed(branch: string, files: Readonly<Record<string, string>>, parents: readonly string[] = []): string {
  const sha = project.commit(branch, files);
  const inputs = git(project.origin, 'show', `${sha}:tare.yml`);
  place.repository.adopt(sha, { files: { 'tare.yml': inputs }, parents });
  place.repository.refs.set(`refs/heads/${branch}`, sha);
  return sha;
}

interface Change {
  readonly before: Readonly<Record<string, string>>;
  readonly now: Readonly<Record<string, string>>;
  /** What the branch has got since the change left it. */
  readonly later?: Readonly<Record<string, string>>;
  readonly with: Inputs;
}

async function onPull({ before, now, later, with: given }: Change) {
  const base = pushed('main', before);
  const head = pushed('change', now, [base]);
  const pull = place.repository.openPull({ head: { branch: 'change' } });
  if (later) pushed('main', later, [base]);
  const run = place.repository.startRun({ event: 'pull_request', pull });
  return act(run, later ? merged('main', 'change') : head, given);
}

/** The same change in its turn of a merge queue. */
async function inQueue({ before, now, with: given }: Change) {
  const base = pushed('main', before);
  pushed('change', now, [base]);
  const pull = place.repository.openPull({ head: { branch: 'change' } });
  const run = place.repository.startRun({ event: 'merge_group', pull });
  return act(run, merged('main', 'change'), given);
}

/** A merge on no branch, which a runner checks out. */
function merged(branch: string, other: string): string {
  git(project.origin, 'checkout', '--quiet', '--detach', branch);
  git(project.origin, 'merge', '--quiet', '--no-ff', '--message', 'A merge', other);
  git(project.origin, 'branch', '--force', 'of-the-runner');
  return git(project.origin, 'rev-parse', 'HEAD');
}

function act(run: WorkflowRun, commit: string, given: Inputs) {
  project.checkout(join(place.folder, `runner-${run.id}-1-`, 'workspace'), commit);
  const tools = join(place.folder, 'tools');
  const env = { XDG_CACHE_HOME: tools, RUNNER_TOOL_CACHE: tools };
  return place.act(run, { with: { ...SHORT, ...given }, env });
}

function measuredRun() {
  const bytes = place.repository.artifacts.find(({ name }) => name === 'tare-results-tare')?.content?.bytes;
  const packed = bytes && zipEntries(bytes).find(({ name }) => name === 'run.json.gz');
  if (!packed) throw new Error('nothing was uploaded');
  return parseRun(gunzipSync(packed.read(2 ** 26)).toString(), 'run.json.gz');
}

(reason ? describe.skip : describe)('a pull request whose runtime is built', () => {
  it(
    'is red where its file of inputs drops a benchmark or a runtime of its base, and names what is missing',
    async () => {
      const result = await onPull({
        before: { 'tare.yml': 'runtimes: runc=./runc, crun=/usr/bin/crun\nsuites: cpu, lifecycle.startup\n' },
        now: { 'tare.yml': 'runtimes: runc=./runc\nsuites: cpu\n' },
        with: { build: BUILD, blocks: '1..1' },
      });
      expectEnd({ conclusion: result.conclusion, log: result.log }, { conclusion: 'failure' });
      expect(result.outputs.verdict).toBe('missing');
      expect(measuredRun().withdrawn?.map(({ arm, benchmark }) => `${arm} ${benchmark}`)).toEqual([
        'runc=./runc lifecycle.startup',
        'crun=/usr/bin/crun lifecycle.startup',
        'crun=/usr/bin/crun cpu.prime',
      ]);
      const [comment] = place.repository.comments;
      expect(comment?.body).toContain('3 of 4 cells missing');
      expect(comment?.body).toMatch(/lifecycle\.startup.*file of inputs at the base measures it/);
      expect(traces(place.folder)).toEqual([]);
    },
    TEN_MINUTES,
  );
});

const builtBy = (source: string, target: string): string =>
  `build: mkdir -p bin; cp ${source} ${target}; chmod +x ${target}\nruntimes: runc=./${target}\nsuites: cpu\n`;

const arms = () => measuredRun().plan.arms.map(({ id, side = '' }) => `${id} ${side}`.trim());

(reason ? describe.skip : describe)('a pull request that changes how its runtime is built', () => {
  let server: Loopback | undefined;
  beforeEach(forgetReleases);
  afterEach(async () => {
    await server?.close();
    forgetReleases();
  });

  it(
    'is measured beside its base, which is built by its own command, and is red where it is slower',
    async () => {
      const result = await onPull({
        before: { 'tare.yml': builtBy('src/runc.sh', 'runc') },
        now: { 'tare.yml': builtBy('tool/runc', 'bin/runc'), 'tool/runc': wrapperWith(SLOW) },
        with: { blocks: '8..24', 'profile-regressions': 'on' },
      });
      expectEnd({ verdict: result.outputs.verdict, log: result.log }, { verdict: 'regressed' });
      expect(arms()).toEqual(['native', 'runc=./runc baseline', 'runc=./bin/runc candidate']);
      const { built, warnings, inspections = [] } = measuredRun();
      expect(inspections.map(({ benchmark }) => benchmark)).toEqual(['cpu.prime']);
      for (const { baseline, candidate } of inspections) {
        expect([baseline.arm, candidate.arm]).toEqual(['runc=./runc', 'runc=./bin/runc']);
        expect(baseline.trials).toBeGreaterThan(0);
        expect(candidate.counters.throttledSeconds).toBeGreaterThan(baseline.counters.throttledSeconds ?? 0);
      }
      expect(place.repository.comments[0]?.body).toContain('What changed inside');
      expect(built).toMatchObject({
        command: expect.stringMatching(/tool/),
        baseCommand: expect.stringMatching(/src/),
      });
      expect(warnings.join('\n')).toMatch(/tare\.yml has runc=\.\/runc at base .*by the command of its own file\./);
      expect(traces(place.folder)).toEqual([]);
    },
    TEN_MINUTES,
  );

  it(
    'below docker has that of each side, though both are named alike',
    async () => {
      const inputs = 'runtimes: "docker{runtime: ./runc}"\nsuites: cpu\n';
      const result = await onPull({
        before: { 'tare.yml': inputs },
        now: { 'tare.yml': inputs, 'src/runc.sh': wrapperWith(SLOW) },
        with: { build: BUILD, blocks: '8..24' },
      });
      expectEnd({ verdict: result.outputs.verdict, log: result.log }, { verdict: 'regressed' });
      expect(arms()).toEqual([
        'native',
        'docker{runtime: ./runc} (baseline) baseline',
        'docker{runtime: ./runc} candidate',
      ]);
      expect(traces(place.folder)).toEqual([]);
    },
    TEN_MINUTES,
  );

  it(
    'and another runtime by its release has both beside their bases in a merge queue',
    async () => {
      server = await serve(publish('1.2.98', '1.2.99'));
      const of = (version: string, build: string) => ({
        'tare.yml': `build: "${build}"\nruntimes: [runc=./runc, "${release(version)}"]\nsuites: cpu\n`,
      });
      const result = await inQueue({
        before: of('1.2.98', BUILD.replaceAll('"', '')),
        now: { ...of('1.2.99', 'cp src/other.sh runc; chmod +x runc'), 'src/other.sh': wrapperWith() },
        with: { blocks: '1..1', mirror: server.url },
      });
      expectEnd({ conclusion: result.conclusion, log: result.log }, { conclusion: 'success' });
      expect(arms()).toEqual([
        'native',
        'runc=./runc (baseline) baseline',
        'runc@1.2.98 baseline',
        'runc=./runc candidate',
        'runc@1.2.99 candidate',
      ]);
      const { built } = measuredRun();
      expect(built?.base).toBe(git(project.origin, 'rev-parse', 'main'));
      expect([built?.command, built?.baseCommand]).toEqual([
        expect.stringMatching(/other/),
        expect.stringMatching(/more/),
      ]);
      expect(traces(place.folder)).toEqual([]);
    },
    TEN_MINUTES,
  );

  it(
    'on its branch since is built, with its base, as both were built before',
    async () => {
      const result = await onPull({
        before: { 'tare.yml': builtBy('src/runc.sh', 'runc') },
        now: { 'src/notes.txt': 'a change' },
        later: { 'tare.yml': builtBy('tool/runc', 'bin/runc'), 'tool/runc': wrapperWith() },
        with: { blocks: '1..1' },
      });
      expectEnd({ conclusion: result.conclusion, log: result.log }, { conclusion: 'success' });
      expect(arms()).toEqual(['native', 'runc=./runc (baseline) baseline', 'runc=./runc candidate']);
      expect(measuredRun().built?.base).toBe(git(project.origin, 'rev-parse', 'main~1'));
    },
    TEN_MINUTES,
  );
});

/** The programs with which the probe looks at a sandbox from inside, and a clock for the figure. */
const PROBED = ['date', 'uname', 'nproc', 'stat', 'cat', 'head', 'cut', 'sha256sum'].map((name) => `/usr/bin/${name}`);

/** Returns a userland that prints its rate, with a fraction that no two calls share. */
const figure = (rate: number) => `#!/bin/sh\necho "rate $((${rate} * 2)).$(date +%N)"\n`;

(reason ? describe.skip : describe)('a userland of the repository', () => {
  const ROWS =
    '[{ name: own.rate, run: figure, metric: { regex: "rate ([0-9.]+)" }, unit: calls/s, direction: higher }]';

  it(
    'is that of each side in one run, and the change that makes it slower is red',
    async () => {
      const tiny = join(place.folder, 'tiny');
      makeTinyUserland(tiny, '[ "$1" = --version ] && echo sysbench 1.0.20', [...PROBED, '/bin/sed']);
      const inputs = `runtimes: runc\nrootfs: ./out/rootfs\nsuites: own.rate\nbenchmarks: ${ROWS}\n`;
      const result = await onPull({
        before: { 'tare.yml': inputs, 'src/figure': figure(500) },
        now: { 'tare.yml': inputs, 'src/figure': figure(250) },
        with: {
          build: `mkdir out; cp -a ${tiny} out/rootfs; cp src/figure out/rootfs/usr/bin; chmod +x out/rootfs/usr/bin/figure`,
          blocks: '8..24',
        },
      });
      expectEnd({ verdict: result.outputs.verdict, log: result.log }, { verdict: 'regressed' });
      const { fingerprint, plan } = measuredRun();
      expect(plan.arms.map(({ id }) => id)).toEqual(['native', 'runc (baseline)', 'runc']);
      expect(fingerprint.image.recipe).toBe('./out/rootfs');
      expect(fingerprint.baselineImage?.digest).not.toBe(fingerprint.image.digest);
      const [comment] = place.repository.comments;
      expect(comment?.body).toContain('userland.digest');
      expect(comment?.body).toMatch(/Userland: base .*\.\/out\/rootfs.*; head /);
      expect(traces(place.folder)).toEqual([]);
    },
    TEN_MINUTES,
  );
});
