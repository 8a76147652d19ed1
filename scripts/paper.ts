/**
 * Writes docs/paper.md and its pictures from the recorded run of `--profile paper`: `npm run paper`. With a run
 * document, it records that one first: `npm run paper -- tare-results/run-….json`. The figures of installing the
 * runtimes are from a run on a fresh system, which `bench/install.ts --document FILE` makes: `npm run paper --
 * --deployment FILE`.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chartFile, chartsOf } from '../src/report/chart/chart.js';
import type { Chart } from '../src/report/chart/types.js';
import { paperPage } from './paper/page.js';
import { recordedRun, root } from './recorded-run.js';

const images = 'images/paper';
const picture = ({ id }: Chart): string => `${images}/${id}.svg`;

const { values, positionals } = parseArgs({
  options: { deployment: { type: 'string' } },
  allowPositionals: true,
});
const { subtitle, ...input } = recordedRun('paper', positionals[0]);
const deployment = recordedRun('deployment', values.deployment).run;
const charts = chartsOf(input);
rmSync(join(root, 'docs', images), { recursive: true, force: true });
mkdirSync(join(root, 'docs', images), { recursive: true });
for (const chart of charts) writeFileSync(join(root, 'docs', picture(chart)), chartFile(chart, subtitle));
writeFileSync(join(root, 'docs/paper.md'), paperPage({ ...input, charts, picture, deployment }));
console.log(`docs/paper.md and ${charts.length} pictures in docs/${images}`);
