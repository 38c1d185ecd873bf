import type { FindingInfo } from '../define-analyser.ts';

export const IFRAME_INFO: FindingInfo = {
  meaning: 'The needed part of the page is in a frame that stayed empty or out of reach.',
  owner: 'site',
  retry: 'after-change',
  fixes: [
    'If the frame was refused, tell the owners of both sites: framing headers must allow the embedding page.',
    'Open the address of the frame directly with a goto_url block.',
  ],
};
