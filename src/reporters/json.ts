import { diagnosisSchema } from '../diagnosis/diagnosis.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';

/** The contract itself: keys in the order of the schema, two blanks, a newline at the end. */
export function renderJson(diagnosis: Diagnosis): string {
  // Parsing only puts the keys into the order of the schema; a value that breaks it is still worth printing.
  const parsed = diagnosisSchema.safeParse(diagnosis);
  return `${JSON.stringify(parsed.success ? parsed.data : diagnosis, undefined, 2)}\n`;
}
