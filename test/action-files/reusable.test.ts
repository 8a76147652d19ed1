/** What the reusable workflows call, and what they pass on. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import * as z from 'zod';
import { ROOT } from './yaml-files.js';

const texts = z.record(z.string(), z.unknown());
const workflowSchema = z.object({
  on: z.object({ workflow_call: z.object({ inputs: texts }) }),
  jobs: z.record(z.string(), z.object({ steps: z.array(z.object({ uses: z.string(), with: texts })) })),
});
const actionSchema = z.object({ inputs: texts });

const read = (path: string): unknown => parse(readFileSync(join(ROOT, path), 'utf8'));
const OWN = '$/.github/actions/';
/** These are about the job, and no input of the action. */
const OF_THE_JOB = ['runs-on', 'environment'];

describe.each(['measure.yml', 'report.yml'])('the reusable workflow %s', (name) => {
  const { on, jobs } = workflowSchema.parse(read(`.github/workflows/${name}`));
  const given = Object.keys(on.workflow_call.inputs).filter((input) => !OF_THE_JOB.includes(input));
  const steps = Object.values(jobs).flatMap((job) => job.steps);
  const own = steps.filter(({ uses }) => uses.startsWith(OWN));

  it('runs the steps of its own commit, so that whoever pins it runs what they pinned', () => {
    const foreign = steps.filter((step) => !own.includes(step)).map(({ uses }) => uses);
    expect(foreign.filter((uses) => !/^actions\/checkout@[0-9a-f]{40}$/.test(uses))).toEqual([]);
    expect(own.length).toBeGreaterThan(0);
  });

  it('passes its first step each of its inputs, and the others those that they take', () => {
    own.forEach(({ uses, with: passed }, at) => {
      const { inputs } = actionSchema.parse(read(join('.github/actions', uses.slice(OWN.length), 'action.yml')));
      const wanted = at === 0 ? given : given.filter((input) => input in inputs);
      const through = Object.fromEntries(wanted.map((input) => [input, `\${{ inputs.${input} }}`]));
      expect(passed).toMatchObject(through);
    });
  });
});
