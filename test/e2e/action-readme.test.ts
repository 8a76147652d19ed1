/** Runs the workflow of the README as it is written there, on a runner that is an ordinary user with sudo. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sudoersLine } from '../../src/app/privileged/parent.js';
import { runc } from '../../src/runtimes/oci/runc.js';
import { whyNot } from '../runtimes/support.js';
import { TestAccount, whyNoAccount } from '../support/account.js';
import { BuiltRepository, git, SLOW, wrapperWith } from '../support/built-repository.js';
import { expectEnd } from '../support/expect-end.js';
import { traces } from '../support/tare.js';
import { ActionPlace } from './action-place.js';

const noAccount = whyNoAccount();
if (noAccount) process.stderr.write(`skipped: no runner that is an ordinary user: ${noAccount}\n`);
const reason = noAccount ?? (await whyNot(runc, 'runc'));

const TWENTY_MINUTES = 1_200_000;
const README = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
/** The workflow of the README, bounded by blocks and not by time: it stops once it has decided. */
const WORKFLOW = (/```yaml\n(name:.*?)```/s.exec(README)?.[1] ?? '').replace(
  /^( +)build: .*$/m,
  '$&\n$1blocks: 8..24\n$1trial-time: 20ms',
);

/** The files that the README's `make runc` needs. */
const MAKEFILE = 'runc: src/runc.sh\n\tcp src/runc.sh runc\n\tchmod +x runc\n';

let account: TestAccount;
let place: ActionPlace;
let project: BuiltRepository;
beforeEach(async () => {
  if (reason) return;
  account = new TestAccount();
  place = await ActionPlace.open(account);
  account.permit(sudoersLine(account.name, place.bundle('measure')));
  project = new BuiltRepository(place.folder, account);
});
afterEach(async () => {
  try {
    await place?.close();
  } finally {
    account?.remove();
  }
});

function pushed(branch: string, files: Readonly<Record<string, string>>): string {
  const sha = project.commit(branch, files);
  place.repository.adopt(sha);
  place.repository.refs.set(`refs/heads/${branch}`, sha);
  return sha;
}

(reason ? describe.skip : describe)("the README's workflow", () => {
  it(
    'copied as it is: is red on a slowdown, comments, uploads, and leaves workspace and host clean',
    async () => {
      const base = pushed('main', { Makefile: MAKEFILE });
      const slower = pushed('change', { 'src/runc.sh': wrapperWith(SLOW) });
      const pull = place.repository.openPull({ head: { branch: 'change' } });
      const run = place.repository.startRun({ event: 'pull_request', pull });
      const workspace = join(place.folder, `runner-${run.id}`, 'workspace');
      project.checkout(workspace, slower);
      const result = await place.callText(run, WORKFLOW);
      expectEnd(
        { conclusion: result?.conclusion, log: result?.log },
        {
          conclusion: 'failure',
          log: expect.stringContaining('regressed'),
        },
      );
      expect(result?.log).toContain('tare-results-measure');
      const [comment, ...others] = place.repository.comments;
      expect(others).toEqual([]);
      expect(comment?.body.split('\n')[0]).toMatch(/^### ❌ \d+ of \d+ cells? regressed/);
      for (const told of [slower.slice(0, 7), base.slice(0, 7), 'What to do now'])
        expect(comment?.body).toContain(told);
      expect(git(workspace, 'status', '--porcelain')).toBe('');
      expect(traces(place.folder)).toEqual([]);
    },
    TWENTY_MINUTES,
  );
});
