/** Readers that stop reading, terminals that are closed, and disks that are full where the output goes. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault, Group, Provoked } from '../fault.js';
import { CLI, keepDocument, type World } from '../world.js';

const quoted = (words: readonly string[]) => words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');

/** Runs a line of shell, in which TARE stands for the command. The exit code is that of TARE. */
async function shell(world: World, line: string, args: readonly string[]): Promise<Provoked> {
  const tare = `{ ${quoted([process.execPath, CLI, ...args])}; echo $? >output/code; }`;
  const script = `${line.replace('TARE', tare)}; wait; exit $(cat output/code)`;
  const child = spawn('/bin/bash', ['-c', script], {
    cwd: world.folder,
    env: { ...process.env, ...world.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdout.resume();
  const [code] = await once(child, 'close');
  return { code: code as number | null, stderr };
}

const RUNS: readonly (readonly [string, string])[] = [
  ['both to head', 'TARE 2>&1 | head -4'],
  ['the output to true', 'TARE 2>/dev/null | true'],
  ['the progress to true', 'TARE 2> >(true)'],
  ['both to a full device', 'TARE >/dev/full 2>&1'],
  ['both closed', 'TARE >&- 2>&-'],
];

const READS: readonly (readonly [string, string])[] = [
  ['to head', 'TARE | head -1'],
  ['to true', 'TARE | true'],
  ['to a full device', 'TARE >/dev/full'],
  ['closed', 'TARE >&-'],
];

/** 1 means that the gate failed, so a run whose reader has gone must not end with it. */
const sound = ({ code }: Provoked) => ([0, 3, 4, 130].includes(code ?? -1) ? [] : [`it ended with ${code}`]);

const runs: Fault[] = RUNS.map(([name, line]) => ({
  name: `reader of run, ${name}`,
  done: line,
  provoke: (world) => shell(world, line, world.arguments('runc')),
  expect: sound,
}));

const reads: Fault[] = READS.flatMap(([name, line]) =>
  ['terminal', 'html', 'json', 'csv', 'markdown'].map((format) => ({
    name: `reader of report --format ${format}, ${name}`,
    done: line,
    provoke: (world: World) => shell(world, line, ['report', '--format', format, join(world.output, 'run-kept.json')]),
    expect: sound,
  })),
);

/** Removes flags of a run, with their values, for a command that does not have all of them. */
function without([, ...args]: readonly string[], ...flags: readonly string[]): string[] {
  return args.filter((word, index) => !flags.includes(index % 2 === 0 ? word : (args[index - 1] ?? '')));
}

/** Copies the run under another name. */
function anotherOf(kept: string, world: World): string {
  const path = join(world.output, 'another.json');
  const run = JSON.parse(readFileSync(kept, 'utf8'));
  writeFileSync(path, JSON.stringify({ ...run, id: `${run.id.slice(0, -1)}0` }));
  return path;
}

/** All other commands that print; their output may be short. */
const COMMANDS: Readonly<Record<string, (kept: string, world: World) => readonly string[]>> = {
  doctor: () => ['doctor', '--runtimes', 'runc'],
  plan: (_, world) => ['plan', ...without(world.arguments('runc'), '--baseline', '--output')],
  compare: (kept, world) => ['compare', anotherOf(kept, world), kept],
  explain: (kept) => ['explain', kept, 'native', 'cpu.prime'],
  'history add': (kept, world) => ['history', 'add', '--history', join(world.output, 'history.gz'), kept],
  calibrate: (_, world) => ['calibrate', ...without(world.arguments('runc'), '--baseline')],
  cleanup: () => ['cleanup'],
  '--help': () => ['--help'],
};

const commands: Fault[] = Object.entries(COMMANDS).flatMap(([name, argv]) =>
  [...READS, ...RUNS].map(([reader, line]) => ({
    name: `reader of ${name}, ${reader}${line.includes('2>') ? ' with the progress' : ''}`,
    done: line,
    provoke: (world: World) => shell(world, line, argv(join(world.output, 'run-kept.json'), world)),
    expect: (provoked: Provoked) => (provoked.code === 2 && name === 'explain' ? [] : sound(provoked)),
  })),
);

export const readers: Group = {
  name: 'readers',
  async faults({ extent }) {
    await keepDocument('native');
    return extent === 'all' ? [...runs, ...reads, ...commands] : [...runs.slice(0, 2), ...reads.slice(0, 6)];
  },
};
