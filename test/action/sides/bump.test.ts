/** What a change does to its file of inputs, where the checkout is a merge with what its branch has got since. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { bumpInWorkflow } from '../../../src/action/sides/bump.js';
import { parseConfigFile } from '../../../src/config/config-file.js';
import { withGateOf } from '../../../src/config/gate-of-base.js';
import { parseInputs } from '../../../src/config/parse.js';
import { openGitHub } from '../../../src/github/client.js';
import { readWorkflow } from '../../../src/github/workflow.js';
import { FakeGitHub } from '../../support/github/index.js';

const before = { ...process.env };
const cwd = process.cwd();
let github: FakeGitHub;
let folder: string;
beforeEach(async () => {
  github = await FakeGitHub.start();
  folder = mkdtempSync(join(tmpdir(), 'tare-bump-'));
  process.chdir(folder);
  process.env.INPUT_CONFIG = 'tare.yml';
});
afterEach(async () => {
  process.chdir(cwd);
  process.env = { ...before };
  rmSync(folder, { recursive: true });
  await github.stop();
});

it('is seen, whatever the change says that it is to be measured against', async () => {
  const log = { step: () => undefined, warn: () => undefined };
  const repository = github.createRepository('octo/project');
  const file = (text: string) => ({ files: { 'tare.yml': text } });
  const old = 'runtimes: docker@24.0.5\n';
  const now = 'runtimes: docker@25.0.3\nbaseline-runtimes: docker@25.0.3\n';
  repository.commit('main', file(old));
  repository.commit('change', file(now));
  const pull = repository.openPull({ head: { branch: 'change' } });
  repository.commit('main', file(`${old}budget: 9m\n`));
  const merged = `${now}budget: 9m\n`;
  writeFileSync('tare.yml', merged);
  const { github: context, event } = github.startJob(repository.startRun({ event: 'pull_request', pull }));
  writeFileSync('event.json', JSON.stringify(event));
  const names = Object.entries(context).map(([name, value]) => [`GITHUB_${name.toUpperCase()}`, String(value)]);
  const workflow = readWorkflow({ ...Object.fromEntries(names), GITHUB_EVENT_PATH: join(folder, 'event.json') });
  if (!workflow) throw new Error('no workflow');
  const connection = { workflow, github: openGitHub({ token: github.token(repository), apiUrl: github.apiUrl, log }) };
  const joined = withGateOf(parseConfigFile(merged, 'tare.yml'), parseConfigFile(old, 'tare.yml of main'), {});
  const inputs = parseInputs({ flags: {}, file: joined.file, cwd: folder });
  const bump = await bumpInWorkflow(inputs, workflow, connection);
  expect(bump?.what).toMatch(/has docker@24\.0\.5 at base \w{7} and docker@25\.0\.3 in this change/);
});
