import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { renderHtml } from '../../src/reporters/html.ts';
import { refusedSubmit } from '../reporters/stories/refused-submit.ts';
import { rejectedLogin } from '../reporters/stories/rejected-login.ts';
import { openReport } from './browser.ts';

const FOLDER = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));

const DESKTOP = { viewport: { width: 1280, height: 1000 } };
const SHOTS: readonly (readonly [
  name: string,
  story: typeof refusedSubmit,
  view: string,
  options: BrowserContextOptions,
])[] = [
  ['report-light', refusedSubmit, 'verdict', { ...DESKTOP, colorScheme: 'light' }],
  ['report-dark', rejectedLogin, 'verdict', { ...DESKTOP, colorScheme: 'dark' }],
  ['report-timeline', rejectedLogin, 'failing-step', { ...DESKTOP, colorScheme: 'light' }],
  ['report-requests', refusedSubmit, 'requests', { ...DESKTOP, colorScheme: 'light' }],
  [
    'report-phone',
    refusedSubmit,
    'verdict',
    { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true },
  ],
];

/** The pictures of the documentation. */
export async function takeScreenshots(
  browser: Browser,
  images: ReadonlyMap<string, Uint8Array>,
): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, story, view, options] of SHOTS) {
    const { page, close } = await openReport(browser, renderHtml(story, { images }), options);
    if (view !== 'verdict')
      await page.evaluate(`document.getElementById(${JSON.stringify(view)}).scrollIntoView()`);
    await page.waitForTimeout(150);
    await page.screenshot({ path: `${FOLDER}${name}.png` });
    await close();
  }
}
