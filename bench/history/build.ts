/**
 * Reads a history, finds its steps and writes its dashboard, as `tare history show --format html` does, and prints
 * time and memory.
 */
import { writeFileSync } from 'node:fs';
import { readHistory } from '../../src/history/file.js';
import { analyse } from '../../src/history/input.js';
import { renderHistoryHtml } from '../../src/report/history/html.js';

const [file = '', page = ''] = process.argv.slice(2);
const from = performance.now();
writeFileSync(page, renderHistoryHtml(analyse(readHistory(file), 1)));
const seconds = (performance.now() - from) / 1000;
const { user, system } = process.cpuUsage();
console.log(
  JSON.stringify({ seconds, cpuSeconds: (user + system) / 1e6, peakMiB: process.resourceUsage().maxRSS / 1024 }),
);
