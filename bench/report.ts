/**
 * Measures what the report step costs on a run of 60 cells and 30 blocks that is compared with one of the same size:
 * `npx tsx bench/report.ts` prints a Markdown table. The whole action runs on the fake GitHub, from the bundles.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { ActionPlace } from '../test/e2e/action-place.js';
import { largeRuns } from '../test/report/support/large.js';

const TIMES = 5;

/**
 * This is loaded into the step. It writes the time from start to exit and the CPU time, in ms, and the largest
 * resident size, in KiB. On a busy machine the first is mostly waiting; the second is what would be left of it on an
 * idle machine.
 */
const PROBE = `import { writeFileSync } from 'node:fs';
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const usage = { ms: performance.now(), cpuMs: (userCPUTime + systemCPUTime) / 1000, kib: maxRSS };
  writeFileSync(\`\${process.env.USAGE}/\${process.pid}.json\`, JSON.stringify(usage));
});
`;
const usageSchema = z.object({ ms: z.number(), cpuMs: z.number(), kib: z.number() });

interface Figures {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly mebibytes: number;
  readonly requests: number;
  readonly characters: number;
}

async function reportOnce(): Promise<Figures> {
  const place = await ActionPlace.open();
  try {
    const { before, run } = largeRuns();
    place.leave(place.repository.startRun({ event: 'push' }), before);
    place.repository.commit('change');
    const pull = place.repository.openPull({ head: { branch: 'change' } });
    const usage = join(place.folder, 'usage');
    mkdirSync(usage);
    const probe = join(place.folder, 'probe.mjs');
    writeFileSync(probe, PROBE);
    const earlier = place.github.requests.length;
    const { outputs } = await place.report(place.repository.startRun({ event: 'pull_request', pull }), run, {
      env: { USAGE: usage, NODE_OPTIONS: `--import=${probe}` },
    });
    if (outputs.verdict !== 'regressed') throw new Error(`the verdict is ${outputs.verdict}`);
    const used = readdirSync(usage).map((name) =>
      usageSchema.parse(JSON.parse(readFileSync(join(usage, name), 'utf8'))),
    );
    const asked = place.github.requests.slice(earlier).filter(({ route }) => route.includes('/repos/'));
    return {
      seconds: Math.max(...used.map(({ ms }) => ms)) / 1000,
      cpuSeconds: Math.max(...used.map(({ cpuMs }) => cpuMs)) / 1000,
      mebibytes: Math.max(...used.map(({ kib }) => kib)) / 1024,
      requests: asked.length,
      characters: place.repository.comments[0]?.body.length ?? 0,
    };
  } finally {
    await place.close();
  }
}

const all: Figures[] = [];
for (let time = 0; time < TIMES; time++) all.push(await reportOnce());
const middle = (name: keyof Figures): number => all.map((one) => one[name]).sort((a, b) => a - b)[TIMES >> 1] ?? 0;
const most = (name: keyof Figures): number => Math.max(...all.map((one) => one[name]));
console.log(`| the report step on 60 cells, ${TIMES} times | measured | target |
| --- | --- | --- |
| start to exit, median | ${middle('seconds').toFixed(2)} s | <= 3 s |
| of it on the CPUs, median | ${middle('cpuSeconds').toFixed(2)} s | |
| peak memory, largest | ${most('mebibytes').toFixed(0)} MiB | <= 250 MiB |
| requests to the API | ${most('requests')} | <= 15 |
| characters of the comment | ${most('characters')} | < 20,000 |`);
