/** The named analysis "links": what every `{{_sha256}}` in the model's answers stood for and what became of it. */
export { decodeInChunks, decodePlaceholders } from './decode-placeholders.ts';
export { decodeAnswers, type DecodedCopy } from './decoded-copies.ts';
export { formatLinks, type LinkFormat, type LinkFormatOptions } from './format-links.ts';
export { isLostUse } from './judge-use.ts';
export { type LinkRun, resolvePlaceholders } from './resolve-placeholders.ts';
export type * from './link-report.ts';
