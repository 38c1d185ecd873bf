/** Looks of the single views. */
export const VIEW_STYLE = `
.hero { background: var(--sheet); border: 1px solid var(--line); border-radius: 18px; box-shadow: var(--shadow); display: grid; grid-template-columns: minmax(0, 1.25fr) minmax(0, 1fr); gap: 1.75rem 2.25rem; padding: 2rem; position: relative; overflow: hidden; }
.hero::before { content: ""; position: absolute; inset: 0 0 auto; height: 4px; background: var(--open); }
.hero.bad::before { background: var(--bad); }
.hero.good::before { background: var(--good); }
.hero.alone { grid-template-columns: minmax(0, 1fr); }
.hero .said { display: flex; flex-direction: column; gap: 1rem; justify-content: center; }
.hero h1 { font-size: clamp(1.4rem, 1rem + 1.5vw, 1.95rem); font-weight: 650; letter-spacing: -0.02em; line-height: 1.22; overflow-wrap: anywhere; }
.eyebrow { display: flex; flex-wrap: wrap; gap: 0.4rem 0.8rem; align-items: center; color: var(--soft); }
.which { display: flex; flex-wrap: wrap; gap: 0.2rem 1rem; color: var(--soft); font-size: 0.88rem; font-variant-numeric: tabular-nums; }
#artifacts th:nth-child(4) { text-align: right; }
.goal { max-width: 42rem; max-height: 7.8rem; overflow: hidden; overflow-wrap: anywhere; }
.goal span { color: var(--soft); font-size: 0.88rem; margin-right: 0.3rem; }
.chips { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.45rem; }
.chip { display: inline-block; border: 1px solid var(--line); background: var(--accent-wash); color: var(--accent); border-radius: 8px; padding: 0.2rem 0.65rem; font-size: 0.84rem; text-decoration: none; overflow-wrap: anywhere; }
.chip:hover { border-color: var(--accent); }
.chip span { font-weight: 600; }
.figures { grid-column: 1 / -1; display: grid; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); gap: 1.25rem 2rem; border-top: 1px solid var(--line); padding-top: 1.4rem; }
.figures dt { font-size: 0.8rem; color: var(--soft); }
.figures strong { display: block; font-size: 1.3rem; font-weight: 650; letter-spacing: -0.01em; line-height: 1.35; overflow-wrap: anywhere; }
.figures strong::first-letter { text-transform: uppercase; }
.figures strong small { font-size: 0.9rem; font-weight: 500; }
.figures dd > span { font-size: 0.86rem; color: var(--soft); }
.gauge { display: block; width: 100%; max-width: 9rem; height: 5px; border-radius: 3px; margin: 0.25rem 0 0.3rem; overflow: hidden; }
.gauge .track { fill: var(--line); }
.gauge .fill { fill: var(--accent); }

.window { border: 1px solid var(--strong-line); border-radius: 12px; overflow: hidden; background: var(--sunken); align-self: center; min-width: 0; }
.chrome { display: flex; gap: 6px; align-items: center; padding: 0.45rem 0.8rem; border-bottom: 1px solid var(--line); }
.chrome i { width: 9px; height: 9px; border-radius: 50%; background: var(--strong-line); }
.chrome span { margin-left: 0.6rem; font-size: 0.76rem; color: var(--soft); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.zoom { display: block; position: relative; border: 0; padding: 0; background: none; width: 100%; cursor: zoom-in; overflow: hidden; }
.zoom img { display: block; width: 100%; height: auto; }
.window .zoom { max-height: 24rem; }
.target { position: absolute; inset: 0; width: 100%; height: 100%; }
.target rect { fill: none; stroke: #e02d1f; stroke-width: 3px; vector-effect: non-scaling-stroke; }
figcaption { padding: 0.5rem 0.8rem; font-size: 0.82rem; color: var(--soft); border-top: 1px solid var(--line); }
.thumb { border: 1px solid var(--line); border-radius: 8px; aspect-ratio: 16 / 10; background: var(--sunken); }
.thumb img { width: 100%; height: 100%; object-fit: cover; object-position: top; }
dialog { border: 0; padding: 0; background: none; max-width: 94vw; max-height: 94vh; color: #fff; }
dialog::backdrop { background: rgb(8 9 12 / 82%); }
dialog .stage { position: relative; display: block; }
dialog img { display: block; max-width: 94vw; max-height: 84vh; border-radius: 8px; }
dialog p { padding: 0.6rem 0; display: flex; justify-content: space-between; gap: 1rem; }
dialog button { border: 1px solid #fff6; background: #0006; color: #fff; border-radius: 8px; padding: 0.2rem 0.8rem; }

.evidences { list-style: none; padding: 0; display: grid; gap: 0.75rem; counter-reset: evidence; margin-bottom: 1.5rem; }
.evidence { counter-increment: evidence; padding-left: 3.4rem; position: relative; }
.evidence::before { content: counter(evidence); position: absolute; left: 1.15rem; top: 1.1rem; width: 1.5rem; height: 1.5rem; border-radius: 50%; background: var(--accent-wash); color: var(--accent); font-size: 0.82rem; font-weight: 650; display: grid; place-items: center; }
.claim { font-weight: 550; overflow-wrap: anywhere; }
.excerpt { white-space: pre-wrap; background: var(--sunken); border-left: 3px solid var(--strong-line); border-radius: 0 6px 6px 0; padding: 0.55rem 0.85rem; margin: 0.6rem 0; }
.source { display: flex; flex-wrap: wrap; gap: 0.3rem 0.9rem; align-items: center; font-size: 0.86rem; color: var(--soft); margin-top: 0.45rem; }
.source .copy { margin-left: auto; font-size: 0.78rem; padding: 0.1rem 0.6rem; }
.source time { font-variant-numeric: tabular-nums; }
.locator { opacity: 0.92; }
.fixes { padding-left: 2.4rem; display: grid; gap: 0.7rem; }
.fixes li::marker { font-weight: 650; color: var(--accent); }
.fixes li:first-child { font-weight: 550; }

.chain { list-style: none; padding: 0; max-width: 46rem; }
.chain li { position: relative; padding: 0 0 1.05rem 2rem; }
.chain li::before { content: ""; position: absolute; left: 0.28rem; top: 0.42rem; width: 0.72rem; height: 0.72rem; border-radius: 50%; border: 2px solid var(--strong-line); background: var(--sheet); }
.chain li::after { content: ""; position: absolute; left: 0.6rem; top: 1.3rem; bottom: -0.2rem; width: 2px; background: var(--line); }
.chain li:first-child { font-weight: 600; }
.chain li:first-child::before { border-color: var(--bad); background: var(--bad); }
.chain li:last-child::after { display: none; }

.pair { display: grid; grid-template-columns: minmax(0, 1fr) 16rem; gap: 1.5rem; align-items: start; }
.pair.alone { grid-template-columns: minmax(0, 1fr); }
.panels { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: 1.25rem 2rem; border-top: 1px solid var(--line); margin-top: 1.1rem; padding-top: 1.1rem; }
.panels:not(:has(.panel)) { display: none; }
.panel { min-width: 0; font-size: 0.92rem; overflow-wrap: anywhere; }
.panel a { color: inherit; }
.answer { font-variant-numeric: tabular-nums; font-weight: 600; overflow-wrap: anywhere; }
.answer.failed { color: var(--bad); }
.answer.noise, .answer.unfinished { color: var(--open); }
.answer.ok { color: var(--good); }

.strip { display: block; width: 100%; height: 18px; margin-bottom: 1rem; }
.strip rect { fill: var(--strong-line); }
.strip .good { fill: var(--good); opacity: 0.45; }
.strip .bad { fill: var(--bad); opacity: 0.55; }
.strip .decisive { fill: var(--bad); opacity: 1; }
#timeline > p { margin-bottom: 0.8rem; font-size: 0.92rem; }
.film { list-style: none; padding: 0; }
.moment { display: flex; gap: 1rem; padding: 0.8rem 1rem; background: var(--sheet); border: 1px solid var(--line); border-top-width: 0; content-visibility: auto; contain-intrinsic-size: auto 7rem; }
.moment:first-child { border-top-width: 1px; border-radius: 12px 12px 0 0; }
.moment:last-child { border-radius: 0 0 12px 12px; }
.moment:only-child { border-radius: 12px; }
.moment.decisive { box-shadow: inset 4px 0 var(--bad); }
.moment.block { background: var(--sunken); contain-intrinsic-size: auto 3rem; }
.depth-1 { padding-left: 2.5rem; } .depth-2 { padding-left: 4rem; } .depth-3 { padding-left: 5.5rem; } .depth-4 { padding-left: 7rem; } .depth-5 { padding-left: 8.5rem; }
.moment .thumb { flex: none; width: 9rem; align-self: start; }
.what { min-width: 0; flex: 1; display: grid; gap: 0.3rem; align-content: start; }
.name { display: flex; flex-wrap: wrap; gap: 0.25rem 0.6rem; align-items: baseline; overflow-wrap: anywhere; }
.meta { margin-left: auto; display: flex; gap: 0.9rem; color: var(--soft); font-size: 0.82rem; font-variant-numeric: tabular-nums; }
.turn { font-size: 0.82rem; color: var(--accent); }
.remark { color: var(--soft); font-size: 0.92rem; }
.decisive .remark { color: var(--bad); }
.actions { list-style: none; padding: 0; font-size: 0.92rem; display: grid; gap: 0.2rem; overflow-wrap: anywhere; }
.actions .thumb { margin: 0.3rem 0; }
.error { color: var(--bad); }
.address { font-size: 0.84rem; color: var(--soft); overflow-wrap: anywhere; }

.filters { display: flex; flex-wrap: wrap; gap: 0.6rem 1.2rem; align-items: center; margin-bottom: 0.8rem; font-size: 0.88rem; }
.filters fieldset { border: 0; padding: 0; margin: 0; display: flex; flex-wrap: wrap; gap: 0.3rem 1rem; }
.filters label { display: flex; gap: 0.35rem; align-items: center; }
.filters input { accent-color: var(--accent); }
.filters input[type="search"] { font: inherit; color: inherit; background: var(--sheet); border: 1px solid var(--strong-line); border-radius: 8px; padding: 0.28rem 0.7rem; width: 15rem; max-width: 100%; }
.filters output { color: var(--soft); }
.url { overflow-wrap: anywhere; min-width: 14rem; }
.url small { display: block; }
.host { color: var(--soft); }
.network .url { width: 50%; }
.network th:is(:nth-child(5), :nth-child(6), :nth-child(8)) { text-align: right; }
.fall { min-width: 8rem; vertical-align: middle; }
.bar { display: block; width: 100%; height: 9px; background: var(--sunken); border-radius: 3px; }
.bar rect { fill: var(--accent); opacity: 0.75; }
.bar.failed rect { fill: var(--bad); opacity: 1; }
.bar.noise rect, .bar.unfinished rect { fill: var(--open); }
#unseen p { margin: 1rem 0 0.3rem; }
.tally { font-variant-numeric: tabular-nums; font-size: 0.84rem; color: var(--soft); white-space: nowrap; }
.tally .good, .change.added td:first-child { color: var(--good); }
.tally .bad, .change.removed td:first-child { color: var(--bad); }

@media (max-width: 62rem) {
  .hero { grid-template-columns: minmax(0, 1fr); padding: 1.5rem 1.25rem; gap: 1.25rem; border-radius: 14px; }
}
@media (max-width: 36rem) {
  .figures { grid-template-columns: 1fr 1fr; gap: 1rem; }
  .figures strong { font-size: 1.1rem; }
  .pair { grid-template-columns: minmax(0, 1fr); }
  .evidence { padding-left: 1.1rem; padding-top: 2.9rem; }
  .moment { flex-direction: column; padding-inline: 0.9rem; gap: 0.6rem; }
  .moment .thumb { width: 100%; max-width: 18rem; }
  .depth-1 { padding-left: 1.5rem; } .depth-2, .depth-3, .depth-4, .depth-5 { padding-left: 2.1rem; }
  .meta { margin-left: 0; width: 100%; }
  .fall { display: none; }
  .network th:nth-child(7) { display: none; }
  .network th:is(:nth-child(4), :nth-child(5), :nth-child(8)) { display: none; }
  .url { min-width: 11rem; }
}
@media print {
  .hero { box-shadow: none; border-radius: 8px; }
  .moment { content-visibility: visible; }
  .window .zoom { max-height: 18rem; }
}
`;
