/**
 * Measures how large the page is and how fast it opens: `npx tsx bench/page.ts` on an idle host prints a Markdown
 * table. Opening lasts from the request until the browser has painted the whole page for the first time, in a fresh
 * profile.
 */
import { median } from 'simple-statistics';
import { renderHtml } from '../src/report/html/html.js';
import { largeInput } from '../test/report/support/large.js';
import { TestBrowser } from '../test/support/browser.js';

const OPENINGS = 7;

/** The ms from the start of the navigation to its load event or to the first contentful paint, whichever is later. */
const OPENED = `new Promise((resolve) => {
  new PerformanceObserver((list) => {
    const paint = list.getEntriesByName('first-contentful-paint')[0];
    if (!paint) return;
    const wait = () => {
      const [{ loadEventEnd }] = performance.getEntriesByType('navigation');
      if (loadEventEnd > 0) resolve(Math.max(paint.startTime, loadEventEnd));
      else setTimeout(wait, 1);
    };
    wait();
  }).observe({ type: 'paint', buffered: true });
})`;

async function opened(html: string): Promise<number[]> {
  const browser = await TestBrowser.start();
  const times: number[] = [];
  try {
    for (let i = 0; i < OPENINGS; i++) {
      const { page } = await browser.open(html);
      times.push((await page.evaluate(OPENED)) as number);
      await page.context().close();
    }
  } finally {
    await browser.close();
  }
  return times;
}

const input = largeInput();
const { comparison: _, gate: __, explanations: ___, ...alone } = input;
const pages = [
  ['a run of 60 cells and 30 blocks', renderHtml(alone)],
  ['the same compared with another', renderHtml(input)],
] as const;
console.log('| page | size, target 2 MB | opened, median of 7, target 1 s | slowest |\n| --- | --- | --- | --- |');
for (const [what, html] of pages) {
  const times = await opened(html);
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
  console.log(
    `| ${what} | ${(Buffer.byteLength(html) / 1e6).toFixed(2)} MB | ${seconds(median(times))} | ${seconds(Math.max(...times))} |`,
  );
}
