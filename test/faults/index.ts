/**
 * The campaign: faults that are really caused, with an inventory of the whole host before and after each. As root,
 * `npm run faults -- [--all] [--only TEXT] [--group NAME] [--seed N] [--points N] [--hosts N] [--in-place]` prints a
 * table and ends with 1 where a fault did not hold. Without --all it tries the slice that CI takes, or --points of
 * each group of kills. Each group runs on a host of its own within this one (own-host.sh); --in-place uses this host
 * itself, which has to be idle.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { WORK_FOLDER } from '../support/work-folder.js';
import { type Finding, held } from './fault.js';
import { GROUPS } from './groups/index.js';

const PARTS_OF_ALL = 4;

const { values } = parseArgs({
  options: {
    all: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    group: { type: 'string', multiple: true },
    seed: { type: 'string', default: '1' },
    points: { type: 'string' },
    hosts: { type: 'string', default: String(Math.max(2, cpus().length)) },
    'in-place': { type: 'boolean', default: false },
  },
});

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const say = (text: string) => process.stdout.write(`${text}\n`);
const findings: Finding[] = [];
const broken: string[] = [];

interface Task {
  readonly group: string;
  readonly part: number;
  readonly parts: number;
}

const isLong = (group: string) => (values.all || values.points !== undefined) && /^(?:kill|failing)/.test(group);

function tasks(): Task[] {
  return GROUPS.filter(({ name }) => !values.group || values.group.some((one) => name.includes(one))).flatMap(
    (group) => {
      const reason = group.whyNot?.();
      if (reason) say(`| skipped: ${group.name} | ${reason} | | | | | | |`);
      const parts = isLong(group.name) ? PARTS_OF_ALL : 1;
      return reason ? [] : Array.from({ length: parts }, (_, part) => ({ group: group.name, part, parts }));
    },
  );
}

/** Returns the first lines of what was found; the end of the output has all of it. */
function row(finding: Finding): string {
  const { name, done, code, seconds, lost, left, wrong, isBug } = finding;
  const cells = [name, done.replaceAll('|', '\\|'), code ?? 'killed', seconds?.toFixed(1) ?? ''];
  const counts = [lost.length, left.length, wrong.length, isBug ? 'yes' : 'no'];
  return `| ${[...cells, ...counts, verdictOf(finding)].join(' | ')} |`;
}

function verdictOf(finding: Finding): string {
  if (!held(finding)) return '**failed**';
  return finding.isMissed ? 'never came' : 'held';
}

function detail({ name, lost, left, wrong, others }: Finding): string {
  return [name, ...[...lost, ...left, ...wrong, ...others].map((line) => `  ${line}`)].join('\n');
}

async function perform({ group, part, parts }: Task): Promise<void> {
  const folder = mkdtempSync(join(WORK_FOLDER, 'tare-faults-'));
  const points = values.points === undefined ? {} : { points: Number(values.points) };
  const choice = { extent: values.all ? 'all' : 'slice', seed: Number(values.seed), ...points, part, parts };
  const node = [process.execPath, '--import', 'tsx', here('worker.ts'), group, JSON.stringify(choice), values.only];
  const [program = '', ...args] = values['in-place'] ? node : [here('own-host.sh'), folder, ...node];
  const worker = spawn(program, args, { cwd: here('../..'), stdio: ['ignore', 'pipe', 'inherit'] });
  createInterface({ input: worker.stdout }).on('line', (line) => {
    const finding: Finding = JSON.parse(line);
    findings.push(finding);
    say(row(finding));
    if (!held(finding)) process.stderr.write(`${detail(finding)}\n`);
  });
  const [code] = await once(worker, 'close');
  if (code !== 0) broken.push(`${group}: the worker ended with ${code}`);
  rmSync(folder, { recursive: true, force: true });
}

say(
  '| fault | what was done | exit code | s | documents lost | left after one cleanup | wrong "as it was" | exit 70 | verdict |',
);
say('| --- | --- | --- | --- | --- | --- | --- | --- | --- |');
const queue = tasks();
const hand = async (): Promise<void> => {
  for (let task = queue.shift(); task; task = queue.shift()) await perform(task);
};
await Promise.all(Array.from({ length: values['in-place'] ? 1 : Number(values.hosts) }, hand));

const failed = findings.filter((finding) => !held(finding));
const caused = findings.filter(({ isMissed }) => !isMissed);
for (const finding of failed) say(`\n${detail(finding)}`);
const sum = (of: (finding: Finding) => number) => findings.reduce((total, finding) => total + of(finding), 0);
say(
  `\n${caused.length} faults, ${failed.length} failed, ${findings.length - caused.length} more never came; documents lost ${sum(({ lost }) => lost.length)}, ` +
    `left after one cleanup ${sum(({ left }) => left.length)}, wrong "as it was" ${sum(({ wrong }) => wrong.length)}, ` +
    `exit 70 ${sum(({ isBug }) => (isBug ? 1 : 0))}; seed ${values.seed}`,
);
for (const line of broken) say(line);
process.exitCode = failed.length > 0 || broken.length > 0 || caused.length === 0 ? 1 : 0;
