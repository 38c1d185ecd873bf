import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

const folder = mkdtempSync(join(tmpdir(), 'debrief-browser-'));
let written = 0;

/** Debian's browser, or the one that CHROMIUM_PATH names. */
export function launch(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-background-networking'],
  });
}

/** A page with everything it complained about or asked the network for. */
export interface OpenReport {
  readonly page: Page;
  readonly troubles: readonly string[];
  /** Opens another report in the same page. */
  readonly show: (markup: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

function watch(page: Page): readonly string[] {
  const troubles: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      troubles.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => troubles.push(`exception: ${error.message}`));
  page.on('dialog', (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', () => troubles.push('popup'));
  page.on('request', (request) => {
    const url = request.url();
    const isOwn = url.startsWith(pathToFileURL(folder).href) || url.startsWith('data:image/');
    if (!isOwn) troubles.push(`request: ${url}`);
  });
  return troubles;
}

/** Opens a report from a file, as a reader does. */
export async function openReport(
  browser: Browser,
  markup: string,
  options: BrowserContextOptions = {},
): Promise<OpenReport> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const troubles = watch(page);
  const show = async (text: string): Promise<void> => {
    const file = join(folder, `report-${(written += 1)}.html`);
    writeFileSync(file, text);
    await page.goto(pathToFileURL(file).href, { waitUntil: 'load' });
  };
  await show(markup);
  return { page, troubles, show, close: () => context.close() };
}
