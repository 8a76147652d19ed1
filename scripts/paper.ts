/**
 * Writes docs/paper.md and its pictures from the recorded run of `--profile paper`: `npm run paper`.
 * With a run document, records that one first: `npm run paper -- tare-results/run-….json`.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chartFile, chartsOf } from '../src/report/chart/chart.js';
import type { Chart } from '../src/report/chart/types.js';
import { paperPage } from './paper/page.js';
import { recordedRun, root } from './recorded-run.js';

const images = 'images/paper';
const picture = ({ id }: Chart): string => `${images}/${id}.svg`;

const { subtitle, ...input } = recordedRun('paper');
const charts = chartsOf(input);
rmSync(join(root, 'docs', images), { recursive: true, force: true });
mkdirSync(join(root, 'docs', images), { recursive: true });
for (const chart of charts) writeFileSync(join(root, 'docs', picture(chart)), chartFile(chart, subtitle));
writeFileSync(join(root, 'docs/paper.md'), paperPage({ ...input, charts, picture }));
console.log(`docs/paper.md and ${charts.length} pictures in docs/${images}`);
