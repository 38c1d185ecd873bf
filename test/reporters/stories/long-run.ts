import type { Diagnosis, RequestRow } from '../../../src/diagnosis/diagnosis.ts';
import { diagnosis, request, stepRef, timelineRow } from '../../support/diagnosis-builder.ts';
import { refusedSubmit } from './refused-submit.ts';

const START = Date.UTC(2026, 10, 16, 8, 0, 0);
const moment = (seconds: number): string => new Date(START + seconds * 1000).toISOString();

/** Name of the picture of a step of `longRun`. */
export const pictureOf = (index: number): string => `artifacts/long-${index}.png`;

function requestsOfStep(index: number): readonly RequestRow[] {
  return Array.from({ length: 5 }, (_, nth) =>
    request({
      har_index: index * 5 + nth,
      url: `https://shop.example/api/pages/${index}?part=${nth}`,
      host: 'shop.example',
      type: nth === 0 ? 'document' : 'fetch',
      status: index % 50 === 49 && nth === 4 ? 503 : 200,
      outcome: index % 50 === 49 && nth === 4 ? 'failed' : 'ok',
      at: moment(index * 10 + nth),
      duration_ms: 80 + nth * 60,
      step: stepRef(index),
    }),
  );
}

/** A run of many steps, for reports that have to stay usable. */
export function longRun(steps: number): Diagnosis {
  const indexes = Array.from({ length: steps }, (_, index) => index);
  const decisive = Math.floor(steps * 0.75);
  return diagnosis({
    run: {
      ...refusedSubmit.run,
      id: 'tsk_900',
      started_at: moment(0),
      finished_at: moment(steps * 10),
    },
    verdict: { ...refusedSubmit.verdict, step: stepRef(decisive) },
    findings: refusedSubmit.findings,
    causal_chain: refusedSubmit.causal_chain,
    timeline: indexes.map((index) =>
      timelineRow({
        label: `step ${index}`,
        step: stepRef(index),
        status: index === steps - 1 ? 'failed' : 'completed',
        at: moment(index * 10),
        duration_ms: 9000 + (index % 7) * 400,
        tokens: 5000 + index,
        page_url: `https://shop.example/pages/${index}`,
        decisive: index === decisive,
        screenshot: pictureOf(index),
        actions: [
          {
            text: `click "Page ${index + 1}"`,
            status: 'completed',
            error: null,
            screenshot: pictureOf(index),
          },
          { text: 'scroll down', status: 'completed', error: null, screenshot: null },
        ],
      }),
    ),
    screenshots: [decisive, ...indexes.filter((index) => index !== decisive)].map((index) => ({
      entry: pictureOf(index),
      artifact_id: `a_${index}`,
      caption: `Step ${index}`,
      step: stepRef(index),
    })),
    network: { bodies: 'omitted', rows: indexes.flatMap(requestsOfStep), omitted: 0 },
  });
}
