/** A process that examines one bundle after another, as it is asked. */
import { examine } from './examine.ts';
import { READY } from './examined.ts';
import type { FoundBundle } from './find-bundles.ts';

let work = Promise.resolve();

/** From the pool: the next bundle, which waits until the one before is done. */
process.on('message', (bundle: FoundBundle) => {
  work = work.then(() => answer(bundle));
});

async function answer(bundle: FoundBundle): Promise<void> {
  process.send?.(await examine(bundle));
}

// Ctrl-C reaches the whole group: the command decides what becomes of its processes.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit());
process.send?.(READY);
