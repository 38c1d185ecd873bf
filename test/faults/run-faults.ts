import { FAULTS } from './table/index.ts';
import { PROCESS_FAULTS } from './processes.ts';
import { RUN_FAULTS } from './run-level.ts';
import { stops } from './stop-and-resume.ts';
import { strike } from './strike.ts';

const SEEDS = [1, 2, 3];

const complaints: string[] = [];
const numbers = new Set<number>();
let fetches = 0;

async function check(
  number: number,
  title: string,
  work: () => Promise<readonly string[]>,
): Promise<void> {
  numbers.add(number);
  fetches += 1;
  const found = await work().catch((error: unknown) => [String(error)]);
  complaints.push(...found.map((complaint) => `fault ${String(number)} ${title}: ${complaint}`));
}

for (const fault of FAULTS) {
  for (const mode of ['once', 'always'] as const) {
    for (const seed of SEEDS)
      await check(fault.number, `${fault.title}, ${mode}, seed ${String(seed)}`, () =>
        strike({ fault, mode, seed }),
      );
  }
}
for (const fault of [...RUN_FAULTS, ...PROCESS_FAULTS])
  await check(fault.number, fault.title, fault.strike);

for (const complaint of complaints) process.stderr.write(`${complaint}\n`);
process.stdout.write(
  `faults: ${String(numbers.size)} of 48 kinds, ${String(fetches)} scenarios, ${String(stops.early + stops.late)} processes stopped (${String(stops.early)} before their bundle was there), ${String(complaints.length)} complaints\n`,
);
process.exitCode = complaints.length === 0 ? 0 : 1;
