import { defineReasonAnalyser } from '../reason-analyser.ts';

/** The schema for extracted data is no valid JSON Schema. */
export const schemaInvalid = defineReasonAnalyser('task.schema_invalid', [
  {
    code: 'task.schema_invalid',
    info: {
      meaning: 'The schema for the extracted data is not valid.',
      owner: 'task',
      retry: 'after-change',
      fixes: ['Check the schema with a JSON Schema validator and correct it.'],
    },
    patterns: [
      /JSON schema is invalid[^\n]{0,160}/i,
      /Invalid (?:JSON |data |extraction )?schema\b[^\n]{0,160}/i,
      /\bSchemaError\b[^\n]{0,160}/,
    ],
    title: (hit, where) =>
      `The data schema of ${where} is not valid: ${hit.match[0].slice(0, 140)}.`,
    explanation: 'The schema itself was refused, whatever the page holds.',
    claim: 'the schema was refused',
    confidence: 0.95,
    step: 'none',
  },
]);
