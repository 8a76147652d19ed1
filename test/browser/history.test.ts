import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { analyse } from '../../src/history/input.js';
import { renderHistoryHtml } from '../../src/report/history/html.js';
import { browserIsHere, type Opened, seriousViolations, TestBrowser } from '../support/browser.js';
import { buildHistory, type HistorySketch } from '../support/history-builder.js';

const SKETCH: HistorySketch = {
  runs: 120,
  hosts: 2,
  spikes: 0.01,
  steps: [
    { arm: 'runc', benchmark: 'lifecycle.startup', from: 112, ratio: 1.1, host: 0 },
    { from: 60, ratio: 1.05, host: 1, hostChange: { kernel: '6.1.0-27-amd64' } },
  ],
};
const dashboard = renderHistoryHtml(analyse(buildHistory(SKETCH), 1));
const empty = renderHistoryHtml(analyse({ ...buildHistory(), points: [], hosts: [], cells: [] }, 1));
const hostile = renderHistoryHtml(
  analyse(
    buildHistory({
      arms: ['</script><img src=x onerror=alert(1)>'],
      benchmarks: [{ benchmark: '<b>"\'&', unit: '</script>', direction: 'lower' }],
    }),
    1,
  ),
);

const rows = (page: Page) => page.locator('table.cells tr.cell:visible');
const opener = (page: Page, arm: string, benchmark: string) =>
  page.locator(`tbody[data-arm="${arm}"][data-benchmark="${benchmark}"][data-host="0"] .open`);
/** px that the page is wider than its window. */
const overflow = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth') as Promise<number>;

(browserIsHere() ? describe : describe.skip)('the dashboard in Chromium', () => {
  let browser: TestBrowser;
  let opened: Opened;
  let page: Page;
  const open = async (html: string, options = {}): Promise<void> => {
    opened = await browser.open(html, options);
    page = opened.page;
  };

  beforeAll(async () => {
    browser = await TestBrowser.start();
  });
  afterAll(() => browser.close());

  it('says first what moved lately', async () => {
    await open(dashboard);
    const heading = page.getByRole('heading', { level: 1 });
    expect(await heading.textContent()).toBe('1 worse in the last 14 days');
    expect((await heading.boundingBox())?.y).toBeLessThan(200);
    expect(await page.locator('.event .what:visible').allTextContents()).toEqual([
      expect.stringMatching(/^runc lifecycle\.startup became 1?\d(\.\d)?\u00a0% slower on runner-0 between /),
    ]);
  });

  it('filters by runtime, benchmark, host and words', async () => {
    await open(dashboard);
    expect(await rows(page).count()).toBe(18);
    await page.getByLabel('Runtime').selectOption('docker');
    expect(await rows(page).count()).toBe(6);
    await page.getByLabel('Host').selectOption('runner-1');
    expect(await rows(page).count()).toBe(3);
    await page.getByLabel('Benchmark').selectOption('cpu.prime');
    expect(await rows(page).count()).toBe(1);
    await page.getByLabel('Find').fill('runc');
    expect(await rows(page).count()).toBe(0);
    expect(await page.getByRole('status').textContent()).toBe('0 of 18 cells');
  });

  it('opens a series with its chart, its steps and what changed', async () => {
    await open(dashboard);
    await opener(page, 'runc', 'lifecycle.startup').click();
    const chart = page.locator('.canvas:visible svg');
    expect(await chart.locator('circle').count()).toBeGreaterThan(110);
    expect(await chart.locator('.flag').allTextContents()).toEqual([expect.stringMatching(/^▲ \+\d+(\.\d)? %$/)]);
    expect(await page.locator('.steps:visible li').first().textContent()).toMatch(/Likely the code.*/s);
    await page.getByRole('button', { name: 'as measured' }).click();
    expect(await chart.locator('text').first().textContent()).toMatch(/\d/);
    expect(await page.getByRole('button', { name: 'as measured' }).getAttribute('aria-pressed')).toBe('true');
  });

  it('opens the chart of what moved from its sentence, whatever is filtered', async () => {
    await open(dashboard);
    await page.getByLabel('Runtime').selectOption('docker');
    await page.locator('[data-goto]:visible').first().click();
    expect(await page.locator('.canvas:visible svg').count()).toBe(1);
    expect(await page.evaluate("document.activeElement.closest('tbody').dataset.arm")).toBe('runc');
  });

  it('shows the figures of a run by pointer and by keyboard', async () => {
    await open(dashboard);
    const reading = page.locator('.reading:visible');
    await opener(page, 'runc', 'cpu.prime').focus();
    await page.keyboard.press('Enter');
    await page.locator('.canvas:visible').hover();
    expect(await reading.textContent()).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d UTC · \+\d+\.\d+\u00a0% · [0-9a-f]{7}$/);
    await page.locator('.canvas:visible').focus();
    await page.keyboard.press('End');
    const last = await reading.textContent();
    expect(last).toMatch(/^2026-11-24 03:10 UTC/);
    await page.keyboard.press('ArrowLeft');
    expect(await reading.textContent()).toMatch(/^2026-11-23 03:10 UTC/);
    await page.keyboard.press('ArrowRight');
    expect(await reading.textContent()).toBe(last);
  });

  it('can be used with the keyboard from its beginning', async () => {
    await open(dashboard);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the figures');
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press('Tab');
      if (await page.evaluate("document.activeElement.matches('.open')")) break;
    }
    await page.keyboard.press('Enter');
    expect(await page.locator('.canvas:visible svg').count()).toBe(1);
  });

  it.each(['light', 'dark'] as const)(
    'has no serious axe violation in the %s theme, with series open',
    async (colorScheme) => {
      await open(dashboard, { colorScheme });
      await page.locator('.older summary').click();
      await opener(page, 'runc', 'lifecycle.startup').click();
      await opener(page, 'native', 'cpu.prime').click();
      expect(await seriousViolations(page)).toEqual([]);
      const surface = await page.evaluate('getComputedStyle(document.body).backgroundColor');
      expect(surface).toBe(colorScheme === 'dark' ? 'rgb(20, 24, 29)' : 'rgb(255, 255, 255)');
    },
  );

  it('has no horizontal overflow at 390 px', async () => {
    await open(dashboard, { viewport: { width: 390, height: 800 } });
    await opener(page, 'runc', 'lifecycle.startup').click();
    expect(await overflow(page)).toBe(0);
    expect(await seriousViolations(page)).toEqual([]);
  });

  it('requests nothing, and leaves the console empty', async () => {
    await open(dashboard);
    for (const one of await page.locator('.open').all()) await one.click();
    await page.setViewportSize({ width: 700, height: 800 });
    expect(opened.complaints).toEqual([]);
    expect(opened.requests).toEqual([]);
  });

  it('runs no script from a document', async () => {
    await open(hostile);
    for (const one of await page.locator('.open').all()) await one.click();
    expect(await page.locator('img').count()).toBe(0);
    expect(opened.complaints).toEqual([]);
    expect(await rows(page).first().textContent()).toContain('</script><img');
  });

  it('says that there is nothing yet', async () => {
    await open(empty);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('No runs yet');
    expect(opened.complaints).toEqual([]);
  });
});
