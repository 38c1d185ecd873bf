import type { Browser } from 'playwright-core';
import { longRun } from '../reporters/stories/long-run.ts';
import { refusedSubmit } from '../reporters/stories/refused-submit.ts';
import { rejectedLogin } from '../reporters/stories/rejected-login.ts';

const STYLE = `*{box-sizing:border-box}body{margin:0;font:16px/1.5 system-ui,sans-serif;background:var(--back);color:#18322f}
header{background:var(--main);color:#fff;padding:18px 48px;font-weight:600;font-size:20px;display:flex;gap:30px}header span{font-weight:400;opacity:.85;font-size:16px}
main{width:860px;margin:40px 48px;background:#fff;border-radius:12px;padding:36px 40px;box-shadow:0 2px 12px #0001}h1{margin:0 0 20px;font-size:28px}
label{display:block;color:#456;margin:14px 0 4px}input{width:420px;padding:10px;border:1px solid #bcc;border-radius:8px;font:inherit}
.slots{display:flex;gap:10px}.slots b{border:1px solid #9cc;border-radius:8px;padding:8px 14px;font-weight:500}.slots .on{background:var(--main);color:#fff}
button{margin-top:34px;background:var(--main);color:#fff;border:0;padding:13px 26px;border-radius:8px;font:600 16px system-ui,sans-serif}
p{background:#fdecea;color:#8c1d13;padding:10px 14px;border-radius:8px;width:420px}`;

function site(name: string, colours: string, content: string): string {
  return `<style>body{${colours}}${STYLE}</style><header>${name}<span>Overview</span><span>Help</span></header><main>${content}</main>`;
}

function clinic(day: string, slot: string): string {
  const times = ['09:00', '09:30', '10:30', '11:00', '13:30'];
  const slots = times.map((time) => `<b class="${time === slot ? 'on' : ''}">${time}</b>`).join('');
  const choice = day === '' ? '' : `<label>Time</label><div class="slots">${slots}</div>`;
  return site(
    'Northside Clinic',
    '--main:#0b6b63;--back:#f3f8f7',
    `<h1>Book a visit</h1><label>Practitioner</label><input value="Dr. Lund"><label>Day</label><input value="${day}">${choice}<button>Book visit</button>`,
  );
}

function supplier(alert: string): string {
  return site(
    'Brightwell Supplies',
    '--main:#32408f;--back:#f4f5fa',
    `<h1>Sign in</h1>${alert}<label>E-mail</label><input value="ap@orio.example"><label>Password</label><input><br><button>Sign in</button>`,
  );
}

const DAY = 'Wednesday 18 November';

/** What the pictures of the sample runs show, by the first part of their names. */
const SCENES: readonly (readonly [entry: string, markup: string])[] = [
  ['artifacts/step-1.png', clinic('', '')],
  ['artifacts/step-2.png', clinic(DAY, '')],
  ['artifacts/step-3.png', clinic(DAY, '10:30')],
  ['artifacts/step-5.png', clinic(DAY, '10:30')],
  ['artifacts/sign-in.png', supplier('<p>User name and password do not match. 2 tries left.</p>')],
  ['artifacts/turn-1.png', supplier('')],
];

/** Pictures of made-up pages, by entry name; a long run shows the same few again and again. */
export async function samplePictures(browser: Browser): Promise<ReadonlyMap<string, Uint8Array>> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const pictures = new Map<string, Uint8Array>();
  for (const [entry, markup] of SCENES) {
    await page.setContent(markup);
    pictures.set(entry, new Uint8Array(await page.screenshot()));
  }
  await page.close();
  const scenes = [...pictures.values()];
  longRun(200).screenshots.forEach((shot, index) => {
    const scene = scenes[index % 4];
    if (scene !== undefined) pictures.set(shot.entry, scene);
  });
  return pictures;
}

/** Entries that the two illustrated stories refer to; a check that none was forgotten. */
export function missingPictures(pictures: ReadonlyMap<string, Uint8Array>): readonly string[] {
  const wanted = [refusedSubmit, rejectedLogin].flatMap((story) =>
    story.screenshots.map((shot) => shot.entry),
  );
  return wanted.filter((entry) => !pictures.has(entry));
}
