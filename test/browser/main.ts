import type { Browser } from 'playwright-core';
import { renderHtml } from '../../src/reporters/html.ts';
import { ALL_PAYLOADS, withEveryString } from '../reporters/hostile.ts';
import { STORIES } from '../reporters/stories/index.ts';
import { longRun } from '../reporters/stories/long-run.ts';
import { refusedSubmit } from '../reporters/stories/refused-submit.ts';
import { rejectedLogin } from '../reporters/stories/rejected-login.ts';
import {
  copyComplaints,
  filterComplaints,
  linkComplaints,
  themeComplaints,
} from './behaviour-checks.ts';
import { launch, openReport } from './browser.ts';
import {
  accessibilityComplaints,
  keyboardComplaints,
  overflowComplaints,
  viewerComplaints,
} from './reader-checks.ts';
import { missingPictures, samplePictures } from './sample-pictures.ts';
import { tallyOf } from './tally.ts';
import type { Tally } from './tally.ts';
import { takeScreenshots } from './screenshots.ts';

type Images = ReadonlyMap<string, Uint8Array>;

const SCREENS = [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['phone', { viewport: { width: 360, height: 740 }, isMobile: true }],
] as const;

async function checkStories(browser: Browser, images: Images, tally: Tally): Promise<void> {
  for (const [story, diagnosis] of STORIES) {
    const markup = renderHtml(diagnosis, { images });
    for (const [screen, options] of SCREENS) {
      const { page, troubles, close } = await openReport(browser, markup, options);
      tally.check(`${story}, ${screen}: fits the screen`, await overflowComplaints(page));
      if (story !== 'long-run')
        tally.check(`${story}, ${screen}: accessible`, await accessibilityComplaints(page));
      tally.check(`${story}, ${screen}: silent and offline`, troubles);
      await close();
    }
  }
}

async function checkReaders(browser: Browser, images: Images, tally: Tally): Promise<void> {
  for (const diagnosis of [refusedSubmit, rejectedLogin]) {
    const { page, close } = await openReport(browser, renderHtml(diagnosis, { images }));
    tally.check(
      `${diagnosis.run.id}: keyboard walk reaches every view`,
      await keyboardComplaints(page),
    );
    tally.check(`${diagnosis.run.id}: picture opens by keyboard`, await viewerComplaints(page));
    await close();
  }
}

async function checkBehaviour(browser: Browser, images: Images, tally: Tally): Promise<void> {
  const permissions = ['clipboard-read', 'clipboard-write'];
  const { page, troubles, close } = await openReport(
    browser,
    renderHtml(refusedSubmit, { images }),
    { permissions },
  );
  tally.check('copies Markdown, prompt and references', await copyComplaints(page, refusedSubmit));
  tally.check('filters requests', await filterComplaints(page));
  tally.check('switches between light and dark', await themeComplaints(page));
  tally.check('jumps from chip to evidence to request', await linkComplaints(page));
  tally.check('stays silent while used', troubles);
  await close();
}

async function checkWithoutScript(browser: Browser, images: Images, tally: Tally): Promise<void> {
  const markup = renderHtml(refusedSubmit, { images });
  const { page, troubles, close } = await openReport(browser, markup, { javaScriptEnabled: false });
  const buttons = await page.locator('.tools button:visible').count();
  const evidence = await page.locator('.evidence:visible').count();
  tally.check('without scripts the text is there and dead buttons are not', [
    ...(buttons === 0 ? [] : [`${buttons} buttons`]),
    ...(evidence >= 3 ? [] : [`${evidence} evidences`]),
    ...troubles,
  ]);
  await close();
}

async function checkHostileTexts(browser: Browser, tally: Tally): Promise<void> {
  const { page, troubles, show, close } = await openReport(browser, renderHtml(refusedSubmit));
  for (const payload of ALL_PAYLOADS) {
    const before = troubles.length;
    await show(renderHtml(withEveryString(refusedSubmit, payload)));
    await page.evaluate(`for (const box of document.querySelectorAll('details')) box.open = true`);
    const isHacked = await page.evaluate(`'hacked' in window`);
    const complaints = [...(isHacked === true ? ['executed'] : []), ...troubles.slice(before)];
    tally.check(`executes nothing: ${JSON.stringify(payload)}`, complaints);
  }
  await close();
}

async function measureLongRun(browser: Browser, images: Images, tally: Tally): Promise<void> {
  const markup = renderHtml(longRun(200), { images });
  const { page, close } = await openReport(browser, markup);
  const paint = await page.evaluate(
    `performance.getEntriesByName('first-contentful-paint')[0].startTime`,
  );
  const settle = `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))`;
  const filter = await page.evaluate(
    `(async () => { const begin = performance.now(); document.querySelector('input[value="failed"]').click(); await ${settle}; return performance.now() - begin; })()`,
  );
  tally.figure('200 steps, size', `${(markup.length / 1e6).toFixed(1)} MB`);
  tally.figure('200 steps, first contentful paint', `${Math.round(Number(paint))} ms`);
  tally.figure(
    '200 steps, filter of 1000 requests until drawn',
    `${Math.round(Number(filter))} ms`,
  );
  await close();
}

async function main(): Promise<boolean> {
  const tally = tallyOf((line) => void process.stdout.write(`${line}\n`));
  const browser = await launch();
  try {
    const images = await samplePictures(browser);
    tally.check('every picture of the stories is drawn', missingPictures(images));
    await checkStories(browser, images, tally);
    await checkReaders(browser, images, tally);
    await checkBehaviour(browser, images, tally);
    await checkWithoutScript(browser, images, tally);
    await checkHostileTexts(browser, tally);
    await measureLongRun(browser, images, tally);
    if (process.argv.includes('--screenshots')) await takeScreenshots(browser, images);
  } finally {
    await browser.close();
  }
  return tally.finish();
}

process.exitCode = (await main()) ? 0 : 1;
