import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { explainAllAcross } from '../../src/compare/explain.js';
import { overheads } from '../../src/compare/one-run/overhead.js';
import { gateOutcome } from '../../src/compare/outcome/gate.js';
import { compareRuns } from '../../src/compare/two-runs/between-runs.js';
import { renderHtml } from '../../src/report/html/html.js';
import { largeInput } from '../report/support/large.js';
import { A4_WIDTH, browserIsHere, type Opened, seriousViolations, TestBrowser } from '../support/browser.js';
import { buildRun, CPU, MEMORY, STARTUP } from '../support/run-builder.js';

const SKETCH = { arms: ['runc', 'docker'], benchmarks: [STARTUP, CPU, MEMORY], blocks: 12 };
const run = buildRun({ ...SKETCH, id: '20261123T031000Z-cd34', levels: { runc: 990, docker: 800 } });
const alone = renderHtml({ run, overheads: overheads(run) });
const baseline = buildRun({ ...SKETCH, id: '20261122T031000Z-ab12', seed: 2, levels: { runc: 990, docker: 850 } });
const settings = { source: 'the last comparable run on this host' };
const comparison = compareRuns(baseline, run, settings);
const compared = renderHtml({
  run,
  overheads: overheads(run),
  comparison,
  gate: gateOutcome(comparison, ['regression']),
  explanations: () => explainAllAcross(baseline, run, settings),
});
const largest = renderHtml(largeInput());

const rows = (page: Page) => page.locator('table.cells tr.cell:visible');
const column = async (page: Page, name: string): Promise<string[]> =>
  (await page.locator(`table.cells tr.cell:visible .${name}`).allTextContents()).map((text) => text.trim());
const header = (page: Page, name: string) => page.locator('table.cells thead').getByRole('button', { name });
/** As the browser computed it. */
const styleOf = (page: Page, selector: string, property: string): Promise<string> =>
  page.evaluate(`getComputedStyle([...document.querySelectorAll('${selector}')].at(-1)).${property}`);
/** px that the page is wider than its window. */
const overflow = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth') as Promise<number>;

(browserIsHere() ? describe : describe.skip)('the page in Chromium', () => {
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

  describe.each([
    ['a run', alone],
    ['a comparison', compared],
  ])('of %s', (_, html) => {
    it('requests nothing, and leaves the console empty whatever is used', async () => {
      await open(html);
      await header(page, 'Benchmark').click();
      await page.locator('#filter').fill('cpu');
      await page.locator('.open:visible').first().click();
      for (const summary of await page.locator('summary:visible').all()) await summary.click();
      await page.locator('figure:visible svg').first().hover();
      expect(opened.complaints).toEqual([]);
      expect(opened.requests).toEqual([]);
    });

    it.each(['light', 'dark'] as const)(
      'has no serious axe violation in the %s theme, with a cell open',
      async (colorScheme) => {
        await open(html, { colorScheme });
        await page.locator('.open').first().click();
        for (const summary of await page.locator('summary:visible').all()) await summary.click();
        expect(await seriousViolations(page)).toEqual([]);
      },
    );

    it('has no horizontal overflow at 390 px', async () => {
      await open(html, { viewport: { width: 390, height: 800 } });
      await page.locator('.open').first().click();
      expect(await overflow(page)).toBe(0);
      expect(await page.locator('.narrow:visible').count()).toBeGreaterThan(0);
      expect(await seriousViolations(page)).toEqual([]);
    });

    it('is printed on A4 in the layout of a wide screen, without its controls', async () => {
      await open(html, { viewport: { width: A4_WIDTH, height: 1000 }, colorScheme: 'dark' });
      await page.locator('.open').first().click();
      await page.emulateMedia({ media: 'print' });
      expect(await overflow(page)).toBe(0);
      expect(await page.locator('.narrow:visible').count()).toBe(0);
      expect(await styleOf(page, 'table.cells', 'display')).toBe('table');
      expect(await page.locator('.controls:visible, .skip:visible, details:visible').count()).toBe(0);
      expect(await styleOf(page, 'body', 'backgroundColor')).toBe('rgb(255, 255, 255)');
      expect((await page.pdf({ format: 'A4' })).subarray(0, 5).toString()).toBe('%PDF-');
    });
  });

  it('has no serious axe violation with 60 cells and 30 blocks', async () => {
    await open(largest);
    await page.locator('.open').first().click();
    expect(await seriousViolations(page)).toEqual([]);
    expect(opened.complaints).toEqual([]);
  }, 300_000);

  it('cuts no column of thirteen runtimes with long names at 1200 px', async () => {
    const arms = Array.from(
      { length: 13 },
      (_, at) => `runsc@release-2026${at + 10}01.0{platform=systrap,overlay2=none}`,
    );
    const many = buildRun({ ...SKETCH, arms, times: (_, block) => ({ startupMs: 1200 + 37 * block, shutdownMs: 9 }) });
    await open(renderHtml({ run: many, overheads: overheads(many) }), { viewport: { width: 1200, height: 900 } });
    const cut = await page.locator('.scroll:has(table.runtimes)').evaluate((box) => box.scrollWidth - box.clientWidth);
    expect(cut).toBe(0);
    expect(await page.locator('table.runtimes tbody tr').count()).toBe(13);
  });

  /** px by which the widest table is cut. */
  const mostCut = (): Promise<number> =>
    page
      .locator('.scroll')
      .evaluateAll((boxes) => Math.max(...boxes.map((box) => box.scrollWidth - box.clientWidth))) as Promise<number>;

  it.each([400, 800, 900, 1050])('cuts no table, and sets the figures of a runtime apart, at %d px', async (width) => {
    for (const html of [alone, compared, largest]) {
      await open(html, { viewport: { width, height: 900 } });
      expect({ cut: await mostCut(), beyond: await overflow(page) }).toEqual({ cut: 0, beyond: 0 });
      const content = await page.evaluate(
        "getComputedStyle(document.querySelector('table.runtimes td[data-label]'), '::before').content",
      );
      expect(content).toBe(width < 880 ? '"Time for all work"' : 'none');
    }
  });

  it('says the verdict at the top', async () => {
    await open(largest);
    const box = await page.getByRole('heading', { level: 1 }).boundingBox();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('1 of 60 cells regressed');
    expect(box?.y).toBeLessThan(200);
  });

  it('sorts by figures, not by their text, in both directions', async () => {
    await open(largest);
    const figures = () =>
      page.locator('tr.cell .change').evaluateAll((cells) => cells.map((cell) => Number(cell.dataset.sort)));
    await header(page, 'Change').click();
    const up = await figures();
    expect(up).toEqual(up.toSorted((a, b) => a - b));
    expect(new Set(up).size).toBeGreaterThan(50);
    expect(await page.locator('th[aria-sort]').getAttribute('aria-sort')).toBe('ascending');
    await header(page, 'Change').click();
    expect(await figures()).toEqual(up.toReversed());
    expect(await page.locator('th[aria-sort]').getAttribute('aria-sort')).toBe('descending');
  });

  it('keeps an open cell under its row when the table is sorted', async () => {
    await open(largest);
    const cell = page.locator('tbody[data-arm="runsc"]', { hasText: 'mutex.lock' });
    await cell.locator('.open').click();
    await header(page, 'Benchmark').click();
    expect(await cell.locator('tr.detail').isVisible()).toBe(true);
    expect(await cell.locator('tr.detail').textContent()).toContain('--runtimes runsc');
  });

  it('filters by words, runtime and verdict, and counts what is left', async () => {
    await open(largest);
    await page.locator('#filter').fill('docker fileio');
    expect(await rows(page).count()).toBe(4);
    expect(await page.locator('.count').textContent()).toBe('4 of 60 cells');
    await page.locator('#filter').fill('');
    await page.getByRole('combobox', { name: 'Runtime' }).selectOption('runsc');
    expect(new Set(await column(page, 'arm'))).toEqual(new Set(['runsc']));
    await page.getByRole('combobox', { name: 'Runtime' }).selectOption('');
    await page.getByRole('combobox', { name: 'Verdict' }).selectOption('regressed');
    expect(await column(page, 'benchmark')).toEqual(['cpu.prime']);
    await page.getByRole('combobox', { name: 'Verdict' }).selectOption('');
    expect(await rows(page).count()).toBe(60);
  });

  it('opens a cell: its reason, how it was decided, every pair, how to measure it again', async () => {
    await open(largest);
    await page.locator('.open').first().click();
    const detail = page.locator('tr.detail:visible');
    expect(await detail.textContent()).toContain('slower by more than');
    await detail.getByText('How it was decided').click();
    expect(await detail.locator('pre').first().textContent()).toContain('exact test of their blocks');
    await detail.getByText('All 240 pairs').click();
    // The rows are written when the browser tells the page that the list was opened, which is after the click.
    await detail.locator('.pairs tbody tr').first().waitFor();
    expect(await detail.locator('.pairs tbody tr').count()).toBe(2 * 30 * 4);
    const figures = await detail.locator('.pairs tbody td:nth-child(3)').allTextContents();
    expect(figures.filter((figure) => !/^\d+\.\d\d$/.test(figure))).toEqual([]);
    expect(await detail.locator('.pairs caption').allTextContents()).toEqual([
      'baseline, run 20261122T031000Z-ab12',
      'this run, run 20261123T031000Z-cd34',
    ]);
    await detail.getByText('Measure this cell again').click();
    expect(await detail.locator('.command').textContent()).toContain('--runtimes docker --suites cpu.prime');
  });

  it('is used with the keyboard alone', async () => {
    await open(alone);
    const focused = () => page.evaluate('document.activeElement.textContent.trim()');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to the figures');
    await header(page, 'Cost').focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('th[aria-sort=ascending]').textContent()).toBe('Cost');
    await page.locator('.open').first().focus();
    await page.keyboard.press('Space');
    expect(await page.locator('.open').first().getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.locator('tr.detail details[open] summary').count()).toBe(1);
  });

  it('shows the values under the pointer, and hides them when it leaves', async () => {
    await open(alone);
    const chart = page.locator('#chart-overhead .wide svg');
    const mark = await chart.locator('circle').last().boundingBox();
    if (!mark) throw new Error('the chart has no mark');
    await page.mouse.move(mark.x + mark.width / 2, mark.y + mark.height / 2);
    const tip = page.locator('#tip');
    expect(await tip.textContent()).toContain('docker, memory.write.1k');
    expect(await tip.textContent()).toMatch(/native [\d.]+ MiB\/s/);
    await page.keyboard.press('Escape');
    expect(await tip.isVisible()).toBe(false);
  });

  it('follows the colour scheme of the reader, charts too', async () => {
    const seen = async (colorScheme: 'light' | 'dark') => {
      await open(alone, { colorScheme });
      return [
        await styleOf(page, 'body', 'backgroundColor'),
        await styleOf(page, '#chart-overhead .wide circle', 'fill'),
      ];
    };
    expect(await seen('light')).toEqual(['rgb(255, 255, 255)', 'rgb(203, 53, 2)']);
    expect(await seen('dark')).toEqual(['rgb(20, 24, 29)', 'rgb(204, 124, 0)']);
  });

  it('refuses a script that is not its own', async () => {
    await open(alone);
    const ran = await page.evaluate(`(() => {
      const script = document.createElement('script');
      script.textContent = 'window.ran = true';
      document.body.append(script);
      return window.ran === true;
    })()`);
    expect(ran).toBe(false);
    expect(opened.complaints.join()).toContain('Content Security Policy');
  });
});
