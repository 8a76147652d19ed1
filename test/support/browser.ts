/** Debian's Chromium, driven by playwright-core: what a reader of a page meets. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AxeResults } from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';
/** Root has no sandbox of its own here; the rest keeps Chromium from looking for its maker's hosts. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** True where there is a browser; says once why the tests are skipped where there is none. */
export function browserIsHere(): boolean {
  const here = existsSync(CHROMIUM);
  if (!here) process.stderr.write(`skipped: no page is opened here: there is no ${CHROMIUM} (apt: chromium)\n`);
  return here;
}

/** An opened page and what it did besides showing itself. */
export interface Opened {
  readonly page: Page;
  /** Errors and warnings of the console, and exceptions nobody caught. */
  readonly complaints: string[];
  /** Addresses asked for, but for the page itself and what it carries in itself. */
  readonly requests: string[];
}

/** One browser; pages are files of a folder of its own, which goes with it. */
export class TestBrowser {
  readonly #browser: Browser;
  readonly #folder = mkdtempSync(join(tmpdir(), 'tare-pages-'));
  #files = 0;

  private constructor(browser: Browser) {
    this.#browser = browser;
  }

  static async start(): Promise<TestBrowser> {
    return new TestBrowser(await chromium.launch({ executablePath: CHROMIUM, args: FLAGS }));
  }

  /** Opens `html` as a reader does who saved it, in a profile of its own. */
  async open(html: string, options: BrowserContextOptions = {}): Promise<Opened> {
    const path = join(this.#folder, `${this.#files++}.html`);
    writeFileSync(path, html);
    const context = await this.#browser.newContext({ viewport: { width: 1200, height: 900 }, ...options });
    const page = await context.newPage();
    const opened: Opened = { page, complaints: [], requests: [] };
    const url = pathToFileURL(path).href;
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) opened.complaints.push(message.text());
    });
    page.on('pageerror', (error) => opened.complaints.push(error.message));
    page.on('request', (request) => {
      if (request.url() !== url && !request.url().startsWith('data:')) opened.requests.push(request.url());
    });
    await page.goto(url);
    return opened;
  }

  async close(): Promise<void> {
    await this.#browser.close();
    rmSync(this.#folder, { recursive: true });
  }
}

/** What axe-core finds that keeps people from using the page: its serious and critical violations, one line each. */
export async function seriousViolations(page: Page): Promise<string[]> {
  await page.evaluate(`${axeSource()}`);
  const { violations } = (await page.evaluate("axe.run({ resultTypes: ['violations'] })")) as AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

const axeSource = (): string => createRequire(import.meta.url)('axe-core').source;

/** px between the margins of `@page` on A4. */
export const A4_WIDTH = Math.floor(((210 - 2 * 14) / 25.4) * 96);
