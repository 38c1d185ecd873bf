import { z } from 'zod';
import { diagnosisSchema } from './diagnosis.ts';

/** JSON Schema of the JSON report; unknown fields are allowed, because later versions add some. */
export function diagnosisJsonSchema(): object {
  const schema = z.toJSONSchema(diagnosisSchema, { io: 'input' });
  return { ...schema, title: 'Diagnosis of a Skyvern run' };
}
