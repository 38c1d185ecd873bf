/** A thread that examines one bundle after another, as it is asked. */
import { parentPort } from 'node:worker_threads';
import { examine } from './examine.ts';
import type { FoundBundle } from './find-bundles.ts';

/** From the pool: the next bundle; the thread ends when its port is closed. */
parentPort?.on('message', (bundle: FoundBundle) => {
  void examine(bundle).then((examined) => parentPort?.postMessage(examined));
});
parentPort?.postMessage('ready');
