import { COLOURS } from './colours.ts';
import { VIEW_STYLE } from './view-style.ts';

const BASE = `
*, *::before, *::after { box-sizing: border-box; }
html { scroll-padding-top: 4.5rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 400 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; }
h1, h2, h3 { margin: 0; line-height: 1.25; text-wrap: balance; }
h2 { font-size: 1.3rem; font-weight: 650; letter-spacing: -0.012em; margin-bottom: 1rem; }
h3 { font-size: 0.9rem; font-weight: 600; margin: 0 0 0.5rem; }
p, ul, ol, dl, dd, figure, blockquote, pre { margin: 0; }
small { font-size: 0.82rem; color: var(--soft); }
code, pre, .which code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; font-size: 0.86em; overflow-wrap: anywhere; }
a { color: var(--accent); text-underline-offset: 0.18em; text-decoration-thickness: 1px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
li:target, tr:target { outline: 2px solid var(--accent); outline-offset: 3px; }
button { font: inherit; color: inherit; cursor: pointer; }
[hidden] { display: none !important; }
html:not(.scripted) .needs-script { display: none !important; }
img:not([src]) { display: none; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: 1rem; top: -4rem; z-index: 9; padding: 0.5rem 1rem; background: var(--sheet); border-radius: 8px; }
.skip:focus { top: 0.5rem; }

.bar-top { position: sticky; top: 0; z-index: 5; background: color-mix(in srgb, var(--paper) 88%, transparent); backdrop-filter: blur(10px); border-bottom: 1px solid var(--line); }
.bar-top > div { max-width: 84rem; margin: auto; padding: 0.6rem 1.5rem; display: flex; gap: 0.5rem 1rem; align-items: center; }
.brand { font-weight: 650; letter-spacing: -0.01em; white-space: nowrap; }
.brand span { color: var(--soft); font-weight: 400; }
.tools { margin-left: auto; display: flex; gap: 0.4rem; }
.tools button, .copy { border: 1px solid var(--line); background: var(--sheet); border-radius: 8px; padding: 0.28rem 0.7rem; font-size: 0.84rem; white-space: nowrap; }
.tools button:hover, .copy:hover { border-color: var(--strong-line); }
.layout { max-width: 84rem; margin: 0 auto; padding: 1.5rem; display: grid; grid-template-columns: 11.5rem minmax(0, 1fr); gap: 2.5rem; }
.views { position: sticky; top: 4.2rem; align-self: start; max-height: calc(100vh - 5rem); overflow: auto; font-size: 0.9rem; }
.views ul { list-style: none; padding: 0; display: grid; gap: 1px; }
.views a { display: flex; justify-content: space-between; gap: 0.5rem; padding: 0.34rem 0.6rem; border-radius: 7px; color: var(--soft); text-decoration: none; }
.views a:hover { background: var(--sunken); color: var(--ink); }
.views a[aria-current] { background: var(--accent-wash); color: var(--accent); }
.views small { font-variant-numeric: tabular-nums; color: inherit; }
main { min-width: 0; display: grid; grid-template-columns: minmax(0, 1fr); gap: 3rem; }
.view { min-width: 0; scroll-margin-top: 4.5rem; }
.foot { color: var(--soft); font-size: 0.84rem; border-top: 1px solid var(--line); padding-top: 1rem; display: flex; flex-wrap: wrap; gap: 0.3rem 1.2rem; }

.card { background: var(--sheet); border: 1px solid var(--line); border-radius: 12px; padding: 1.1rem 1.25rem; }
.pill { display: inline-block; border: 1px solid var(--line); border-radius: 99px; padding: 0.02rem 0.6rem; font-size: 0.78rem; font-weight: 550; white-space: nowrap; color: var(--soft); background: var(--sheet); }
.pill.bad { color: var(--bad); background: var(--bad-wash); border-color: var(--bad-line); }
.pill.good { color: var(--good); background: var(--good-wash); border-color: var(--good-line); }
.pill.open { color: var(--open); background: var(--open-wash); border-color: var(--open-line); }
.note { color: var(--soft); font-size: 0.88rem; margin-top: 0.7rem; }
.lead { font-size: 1.08rem; max-width: 46rem; margin-bottom: 1.25rem; }
.plain { list-style: none; padding: 0; display: grid; gap: 0.45rem; }
.facts { display: grid; gap: 0.5rem; }
.facts > div { display: grid; grid-template-columns: 7rem minmax(0, 1fr); gap: 1rem; }
.facts dt { color: var(--soft); font-size: 0.88rem; padding-top: 0.08rem; }
.facts dd { overflow-wrap: anywhere; }
.scroller { overflow-x: auto; border: 1px solid var(--line); border-radius: 12px; background: var(--sheet); }
table { border-collapse: collapse; width: 100%; font-size: 0.88rem; }
th { text-align: left; font-weight: 550; font-size: 0.78rem; color: var(--soft); background: var(--sunken); white-space: nowrap; }
th, td { padding: 0.45rem 0.75rem; vertical-align: top; border-bottom: 1px solid var(--line); }
tbody tr:last-child td { border-bottom: 0; }
td.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.row { border: 1px solid var(--line); background: var(--sheet); border-radius: 10px; margin-bottom: 0.5rem; padding: 0.6rem 1rem; }
.row > summary { cursor: pointer; margin: -0.6rem -1rem; padding: 0.6rem 1rem; border-radius: 10px; overflow-wrap: anywhere; }
.row[open] > summary { margin-bottom: 0.4rem; border-bottom: 1px solid var(--line); border-radius: 10px 10px 0 0; }
.row > h3 { margin-top: 1rem; }
.long { max-height: 26rem; overflow: auto; white-space: pre-wrap; background: var(--sunken); border: 1px solid var(--line); border-radius: 8px; padding: 0.8rem 1rem; }
blockquote { border-left: 3px solid var(--strong-line); padding: 0.2rem 0 0.2rem 1rem; margin-bottom: 1rem; max-width: 46rem; overflow-wrap: anywhere; }

@media (max-width: 62rem) {
  .layout { grid-template-columns: minmax(0, 1fr); gap: 1.25rem; padding: 1rem; }
  .views { position: static; max-height: none; margin: 0 -1rem; padding: 0 1rem; }
  .views ul { display: flex; overflow-x: auto; padding: 3px 0; scrollbar-width: none; }
  .views a { white-space: nowrap; border: 1px solid var(--line); background: var(--sheet); margin-right: 0.35rem; }
  .bar-top > div { padding: 0.5rem 1rem; }
  main { gap: 2.25rem; }
}
@media (max-width: 36rem) {
  .brand span, .tools .wide { display: none; }
  .tools button { text-transform: capitalize; }
  .tools button { padding: 0.28rem 0.5rem; }
  .minor { display: none; }
  .facts > div { grid-template-columns: minmax(0, 1fr); gap: 0; }
}
@media print {
  body { background: none; font-size: 10pt; }
  .bar-top, .views, .filters, .copy, .skip { display: none !important; }
  .layout { display: block; padding: 0; }
  main { display: block; }
  .view { margin-top: 1.5rem; content-visibility: visible; }
  .card, .moment, .row, tr { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  .scroller, .long { overflow: visible; max-height: none; }
}
`;

/** Everything the page looks like; its hash stands in the page's policy. */
export const STYLE = `${COLOURS}${BASE}${VIEW_STYLE}`;
