import { html } from '../escape/html.ts';
import type { Markup } from '../escape/html.ts';
import { jsonInScript } from '../escape/json-in-script.ts';
import { CLIENT } from './client.ts';
import { CLIENT_HASH, STYLE_HASH } from './content-hashes.ts';
import type { Page } from './page.ts';
import type { View } from './parts.ts';
import { STYLE } from './style.ts';

/** Texts that the page can put on the clipboard. */
interface Exports {
  readonly markdown: string;
  readonly prompt: string;
}

interface Contents {
  readonly page: Page;
  readonly views: readonly View[];
  readonly main: Markup;
  readonly exports: Exports;
}

const POLICY = [
  "default-src 'none'",
  'img-src data:',
  `style-src '${STYLE_HASH}'`,
  `script-src '${CLIENT_HASH}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-src 'none'",
].join('; ');

function navigation(views: readonly View[]): Markup {
  return html`<nav class="views" aria-label="Views">
    <ul>
      ${views.map((view) => html`<li><a href="#${view.id}">${view.title}${view.badge === undefined ? undefined : html` <small>${view.badge}</small>`}</a></li>`)}
    </ul>
  </nav>`;
}

function topBar(): Markup {
  return html`<header class="bar-top">
    <div>
      <p class="brand">debrief <span>post-mortem of a browser run</span></p>
      <div class="tools needs-script">
        <button type="button" data-export="markdown" aria-label="Copy as Markdown">
          <span class="wide">Copy as </span>Markdown</button
        ><button type="button" data-export="prompt" aria-label="Copy as prompt">
          <span class="wide">Copy as </span>prompt</button
        ><button type="button" id="theme" aria-label="Switch between light and dark">◐</button>
      </div>
    </div>
  </header>`;
}

function foot({ diagnosis }: Page): Markup {
  const { tool, run, verdict, redactions } = diagnosis;
  return html`<footer class="foot">
    <span>${tool.name} ${tool.version}</span
    >${run.server_version === null ? undefined : html`<span>Skyvern ${run.server_version}</span>`}<span
      >${redactions} values redacted</span
    ><span>Fingerprint <code>${verdict.fingerprint}</code></span>
  </footer>`;
}

const VIEWER = html`<dialog id="viewer" aria-label="Picture">
    <div class="stage" id="viewer-stage"></div>
    <p><span id="viewer-caption"></span><button type="button" id="viewer-close">Close</button></p>
  </dialog>
  <p class="unseen" id="status" role="status"></p>`;

/** The whole file. Style and script stand apart from `html`, because they are ours and must stay as hashed. */
export function documentText({ page, views, main, exports }: Contents): string {
  const { diagnosis } = page;
  const head = html`<title>${diagnosis.verdict.summary} – ${diagnosis.run.id ?? 'run'}</title>`;
  const content = html`<body>
    <a class="skip" href="#verdict">Skip to the verdict</a>${topBar()}
    <div class="layout">
      ${navigation(views)}
      <main id="verdict">${main}${foot(page)}</main>
    </div>
    ${VIEWER}
  </body>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
${head.toString()}
<style>${STYLE}</style>
</head>
${content.toString()}
<script type="application/json" id="exports">${jsonInScript(exports)}</script>
<script>${CLIENT}</script>
</body>
</html>
`;
}
