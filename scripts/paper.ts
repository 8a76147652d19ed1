/**
 * Writes docs/paper.md and its pictures from the recorded run of `--profile paper`: `npm run paper`.
 * With a run document, records that one first: `npm run paper -- tare-results/run-….json`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { overheads } from '../src/compare/overhead.js';
import { type Chart, chartFile, chartsOf } from '../src/report/chart.js';
import { extentText, formatTime } from '../src/report/origin.js';
import type { RunDocument } from '../src/results/document.js';
import { parseRun, readRun } from '../src/results/store.js';
import { paperPage } from './paper/page.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const recorded = join(root, 'test/fixtures/runs/paper.json.gz');
const images = 'images/paper';

/** Without what tells one machine from another. */
function recording(run: RunDocument): RunDocument {
  return { ...run, fingerprint: { ...run.fingerprint, hostname: 'host', bootId: 'boot' } };
}

const [path] = process.argv.slice(2);
if (path) writeFileSync(recorded, gzipSync(`${JSON.stringify(recording(readRun(path)))}\n`, { level: 9 }));

const run = parseRun(gunzipSync(readFileSync(recorded)).toString('utf8'), recorded);
const input = { run, overheads: overheads(run) };
const charts = chartsOf(input);
const subtitle = `${run.fingerprint.cpu.model}, ${formatTime(run.startedAt)}: ${extentText(run)}`;
const picture = (chart: Chart): string => `${images}/${chart.id}.svg`;
mkdirSync(join(root, 'docs', images), { recursive: true });
for (const chart of charts) writeFileSync(join(root, 'docs', picture(chart)), chartFile(chart, subtitle));
writeFileSync(join(root, 'docs/paper.md'), paperPage({ ...input, charts, picture }));
console.log(`docs/paper.md and ${charts.length} pictures in docs/${images}`);
