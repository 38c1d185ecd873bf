/** Prints digests of every output of a bundle file, one a line: a process of its own, so that its time zone and language can be set. */
import { createHash } from 'node:crypto';
import { openBundle } from '../../src/node.ts';
import { runPipeline } from '../fuzz/pipeline.ts';

const source = await openBundle(process.argv[2] ?? '');
const outputs = await runPipeline(source, { sharesToo: true });
for (const [name, text] of outputs)
  process.stdout.write(`${name} ${createHash('sha256').update(text).digest('hex')}\n`);
await source.close?.();
