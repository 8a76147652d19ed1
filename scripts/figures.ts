/**
 * Draws the README's picture from the recorded run of `--profile quick`: `npm run figures`. With a run document, it
 * records that one first: `npm run figures -- tare-results/run-….json`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chartFile, chartsOf } from '../src/report/chart/chart.js';
import { recordedRun, root } from './recorded-run.js';

const picture = 'docs/images/overhead.svg';

const { subtitle, ...input } = recordedRun('quick', process.argv[2]);
const chart = chartsOf(input).find(({ id }) => id === 'overhead');
if (!chart) throw new Error('the run has no runtime that was measured against native');
mkdirSync(dirname(join(root, picture)), { recursive: true });
writeFileSync(join(root, picture), chartFile(chart, subtitle));
console.log(picture);
