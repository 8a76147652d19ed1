/** Opens pages in Debian's Chromium, driven by playwright-core, as a reader would. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AxeResults } from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';
/** Root cannot use Chromium's sandbox here; the other flags keep Chromium from requests to its maker's hosts. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Returns true where there is a browser. Where there is none, it prints once why the tests are skipped. */
export function browserIsHere(): boolean {
  const here = existsSync(CHROMIUM);
  if (!here) process.stderr.write(`skipped: no page is opened here: there is no ${CHROMIUM} (apt: chromium)\n`);
  return here;
}

/** A page that was opened, and what it did besides being shown. */
export interface Opened {
  readonly page: Page;
  /** Errors and warnings of the console, and exceptions that nobody caught. */
  readonly complaints: string[];
  /** Addresses that were requested, except the page itself and what it contains. */
  readonly requests: string[];
}

/** One browser. Its pages are files in a folder of its own, which is removed with it. */
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

  /** Opens `html` as a reader does who has saved it, in a browser profile of its own. */
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

/**
 * Returns the serious and critical violations that axe-core finds, one line each. These keep people from using the
 * page.
 */
export async function seriousViolations(page: Page): Promise<string[]> {
  await page.evaluate(`${axeSource()}`);
  const { violations } = (await page.evaluate("axe.run({ resultTypes: ['violations'] })")) as AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

const axeSource = (): string => createRequire(import.meta.url)('axe-core').source;

/** The pixels between the margins of `@page` on A4. */
export const A4_WIDTH = Math.floor(((210 - 2 * 14) / 25.4) * 96);
