import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { z } from 'zod';

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);
const axeAnswer = z.object({
  violations: z.array(
    z.object({ id: z.string(), help: z.string(), nodes: z.array(z.object({ html: z.string() })) }),
  ),
});

/** What axe-core finds wrong for people who read with keyboard or screen reader. */
export async function accessibilityComplaints(page: Page): Promise<readonly string[]> {
  await page.evaluate(axeSource);
  const answer = axeAnswer.parse(
    await page.evaluate('axe.run(document, { resultTypes: ["violations"] })'),
  );
  return answer.violations.map(({ id, help, nodes }) =>
    `${id}: ${help}: ${nodes[0]?.html ?? ''}`.slice(0, 300),
  );
}

/** Nothing but tables in their frames may be wider than the screen. */
export async function overflowComplaints(page: Page): Promise<readonly string[]> {
  const wide = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
  return wide === 0 ? [] : [`the page is ${String(wide)} pixels wider than the screen`];
}

const focusedPlace = `(() => {
  const place = document.activeElement;
  if (!place || place === document.body) return '';
  const view = place.closest('.view, .hero, .views, .bar-top, .foot');
  return (view ? view.id || view.className : '') + '|' + place.tagName + '|' + (place.getAttribute('href') ?? '');
})()`;

/** Presses Tab until the focus leaves the page; where it went. */
async function walk(page: Page, limit: number): Promise<ReadonlySet<string>> {
  const places = new Set<string>();
  for (let press = 0; press < limit; press += 1) {
    await page.keyboard.press('Tab');
    const place = String(await page.evaluate(focusedPlace));
    if (place === '') break;
    places.add(place);
  }
  return places;
}

/** Every view must be reachable from the keyboard through the navigation, and every control inside it by Tab. */
export async function keyboardComplaints(page: Page): Promise<readonly string[]> {
  const views = z
    .array(z.string())
    .parse(await page.evaluate(`[...document.querySelectorAll('.view')].map((view) => view.id)`));
  const places = await walk(page, 600);
  const complaints = views
    .filter((id) => ![...places].some((place) => place.endsWith(`|#${id}`)))
    .map((id) => `Tab never reaches the link to ${id}`);
  for (const id of views) {
    await page.focus(`.views a[href="#${id}"]`);
    await page.keyboard.press('Enter');
    const isSeen = await page.evaluate(
      `(() => { const box = document.getElementById(${JSON.stringify(id)}).getBoundingClientRect(); return box.top < innerHeight && box.bottom > 0; })()`,
    );
    if (isSeen !== true) complaints.push(`Enter on the link to ${id} does not show it`);
  }
  return complaints;
}

/** The picture opens by keyboard, closes by Escape and gives the focus back. */
export async function viewerComplaints(page: Page): Promise<readonly string[]> {
  await page.focus('.window .zoom');
  await page.keyboard.press('Enter');
  const opened = await page.evaluate(
    `document.getElementById('viewer').open && document.querySelector('#viewer-stage img').naturalWidth > 0`,
  );
  await page.keyboard.press('Escape');
  const closed = await page.evaluate(
    `!document.getElementById('viewer').open && document.activeElement.matches('.window .zoom')`,
  );
  return [
    opened === true ? '' : 'Enter does not enlarge the picture',
    closed === true ? '' : 'Escape does not return to it',
  ].filter((text) => text !== '');
}
