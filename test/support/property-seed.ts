import { configureGlobal } from 'fast-check';

/** The same examples every time; `PROPERTY_SEED` tries others. */
configureGlobal({ seed: Number(process.env['PROPERTY_SEED'] ?? 20_260_101) });
