/** A pull request that changes `tare.yml`: its version of a runtime is measured beside that of its base. */
import { spawnSync } from 'node:child_process';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parseRun } from '../../src/results/store.js';
import { zipEntries } from '../../src/results/zip.js';
import { runc } from '../../src/runtimes/oci/runc.js';
import { type Loopback, serve } from '../host/download/loopback.js';
import { whyNot } from '../runtimes/support.js';
import { SLOW } from '../support/built-repository.js';
import { type Bundle, canPackBundles, forgetBundles, packBundle, publishBundles } from '../support/docker-bundles.js';
import { expectEnd } from '../support/expect-end.js';
import { forgetReleases, publish, release } from '../support/runc-releases.js';
import { traces } from '../support/tare.js';
import { ActionPlace, type Inputs } from './action-place.js';

const hasRunc = (await whyNot(runc, 'runc')) === undefined;

const hasGvisor = hasRunc && spawnSync('runsc', ['--version']).status === 0;
if (hasRunc && !hasGvisor) process.stderr.write('skipped: two platforms of gVisor: there is no runsc\n');

const TEN_MINUTES = 600_000;
const SHORT: Inputs = { suites: 'cpu', pairs: '1', 'trial-time': '20ms', memory: '256MiB' };

let place: ActionPlace;
let server: Loopback | undefined;
beforeEach(async () => {
  forgetReleases();
  place = await ActionPlace.open();
});
afterEach(async () => {
  await place.close();
  await server?.close();
  forgetReleases();
});

/** Opens a pull request whose checkout has `now` as its file and whose base branch has `before`. */
function onPull(before: string, now: string, more: Inputs) {
  place.repository.commit('main', { files: { 'tare.yml': before } });
  const push = place.repository.startRun({ event: 'push' });
  place.repository.complete(push, 'success');
  place.repository.commit('change', { files: { 'tare.yml': now } });
  const pull = place.repository.openPull({ head: { branch: 'change' } });
  const run = place.repository.startRun({ event: 'pull_request', pull });
  return place.act(run, { with: { config: 'tare.yml', ...SHORT, ...more }, workspace: { 'tare.yml': now } });
}

function measuredRun() {
  const bytes = place.repository.artifacts.find(({ name }) => name === 'tare-results-tare')?.content?.bytes;
  const packed = bytes && zipEntries(bytes).find(({ name }) => name === 'run.json.gz');
  if (!packed) throw new Error('nothing was uploaded');
  return parseRun(gunzipSync(packed.read(2 ** 26)).toString(), 'run.json.gz');
}

const arms = () => measuredRun().plan.arms.map(({ id, side = '' }) => `${id} ${side}`.trim());

(hasRunc ? describe : describe.skip)('a pull request that asks for another version', () => {
  it(
    'is red where that is slower, in one run without what is the same; document and comment name both versions',
    async () => {
      server = await serve(publish('1.2.98', '1.2.99'));
      const [before, now] = [`runtimes: [crun, "${release('1.2.98')}"]`, `runtimes: ["${release('1.2.99')}", crun]`];
      const result = await onPull(before, now, { mirror: server.url, blocks: '8..24' });
      expectEnd({ verdict: result.outputs.verdict, log: result.log }, { verdict: 'regressed' });
      expect(result.conclusion).toBe('failure');
      expect(arms()).toEqual(['native', 'runc@1.2.98 baseline', 'runc@1.2.99 candidate']);
      const said = /tare\.yml has runc@1\.2\.98 at base [0-9a-f]{7} and runc@1\.2\.99 in this change\. Both/;
      expect(measuredRun().warnings.join('\n')).toMatch(said);
      expect(result.log).toMatch(/the same on both sides: crun/);
      expect(place.repository.comments[0]?.body).toContain('runc@1.2.98');
      expect(traces(place.folder)).toEqual([]);
    },
    TEN_MINUTES,
  );

  it(
    "is measured alone and compared across runs, which is said, where the base's version cannot be had here",
    async () => {
      server = await serve(publish('1.2.98'));
      const [before, now] = [`runtimes: "${release('1.2.99')}"`, `runtimes: "${release('1.2.98')}"`];
      const result = await onPull(before, now, { mirror: server.url, blocks: '1..1' });
      expectEnd({ conclusion: result.conclusion, log: result.log }, { conclusion: 'success' });
      expect(arms()).toEqual(['native', 'runc@1.2.98']);
      expect(measuredRun().warnings.join('\n')).toMatch(/runc@1\.2\.99 at base .* not measured side by side.*404/s);
    },
    TEN_MINUTES,
  );

  it(
    'and has the file of its base merged in, with a change of the base, is compared across runs',
    async () => {
      place.repository.commit('main', { files: { 'tare.yml': 'runtimes: runc=/usr/sbin/runc\n' } });
      place.repository.commit('change', { files: { 'tare.yml': 'runtimes: runc\n' } });
      const pull = place.repository.openPull({ head: { branch: 'change' } });
      const run = place.repository.startRun({ event: 'pull_request', pull });
      const merged = { 'tare.yml': 'runtimes: runc\nbudget: 3m\n' };
      const given = { config: 'tare.yml', ...SHORT, blocks: '1..1' };
      const result = await place.act(run, { with: given, workspace: merged });
      expect(result.log).toMatch(/main has changed tare\.yml as well/);
      expect(arms()).toEqual(['native', 'runc']);
    },
    TEN_MINUTES,
  );
});

(hasGvisor ? describe : describe.skip)('a pull request that changes an option', () => {
  it(
    'has both options measured in one run',
    async () => {
      const of = (platform: string) => `runtimes: "runsc{platform: ${platform}}"`;
      const result = await onPull(of('ptrace'), of('systrap'), { blocks: '1..1' });
      expectEnd({ conclusion: result.conclusion, log: result.log }, { conclusion: 'success' });
      expect(arms()).toEqual(['native', 'runsc{platform: ptrace} baseline', 'runsc{platform: systrap} candidate']);
      const flags = measuredRun()
        .environments.flatMap(({ notes = [] }) => notes)
        .join('\n');
      expect(flags).toMatch(/--platform=ptrace[\s\S]*--platform=systrap/);
    },
    TEN_MINUTES,
  );
});

const canPack = hasRunc && canPackBundles();
if (hasRunc && !canPack)
  process.stderr.write('skipped: two dockers by their bundles: not all programs of one are here\n');

(canPack ? describe : describe.skip)('a pull request that asks for another docker', () => {
  let bundles: Bundle[] = [];
  afterEach(() => forgetBundles(bundles));

  it(
    'has both by their bundles in one run, each with a daemon of its own, and is red where that is slower',
    async () => {
      const [before, now] = [packBundle(place.folder, '20.10.98'), packBundle(place.folder, '20.10.99', SLOW)];
      bundles = [before, now];
      server = await serve(publishBundles(bundles));
      const of = ({ written }: Bundle) => `runtimes: "${written}"`;
      const result = await onPull(of(before), of(now), { mirror: server.url, blocks: '8..24' });
      expectEnd({ verdict: result.outputs.verdict, log: result.log }, { verdict: 'regressed' });
      expect(arms()).toEqual(['native', 'docker@20.10.98 baseline', 'docker@20.10.99 candidate']);
      const daemons = measuredRun().environments.flatMap(({ binaries }) =>
        binaries.flatMap(({ name, path }) => (name === 'dockerd' ? [path] : [])),
      );
      expect(daemons.map((path) => /docker\/v20\.10\.9[89]/.exec(path)?.[0])).toEqual([
        'docker/v20.10.98',
        'docker/v20.10.99',
      ]);
      for (const { version } of bundles)
        expect(result.log).toMatch(new RegExp(`starting a docker daemon from .*/docker/v${version}`));
      expect(traces(place.folder)).toEqual([]);
    },
    TEN_MINUTES,
  );
});
