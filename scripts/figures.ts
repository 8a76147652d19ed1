/** Draws the figures of README and docs from the recorded run: `npm run figures`. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { overheads } from '../src/compare/overhead.js';
import { chartFile, chartsOf } from '../src/report/chart.js';
import { extentText, formatTime } from '../src/report/origin.js';
import { parseRun } from '../src/results/store.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const recorded = 'test/fixtures/runs/quick.json.gz';
const images = 'docs/images';

const run = parseRun(gunzipSync(readFileSync(join(root, recorded))).toString('utf8'), recorded);
const subtitle = `${run.fingerprint.cpu.model}, ${formatTime(run.startedAt)}: ${extentText(run)}`;
mkdirSync(join(root, images), { recursive: true });
for (const chart of chartsOf({ run, overheads: overheads(run) })) {
  const path = join(images, `${chart.id}.svg`);
  writeFileSync(join(root, path), chartFile(chart, subtitle));
  console.log(path);
}
