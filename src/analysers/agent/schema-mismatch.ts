import { citeJson } from '../../run/evidence.ts';
import { extractions } from '../../run/facts/extractions.ts';
import { defineAnalyser } from '../define-analyser.ts';
import { schemaProblems } from '../../run/facts/schema-problems.ts';

/** The extracted data does not fit the schema that the task asked for. Skyvern never fails a run for it: wrong types pass through to the output. */
export const schemaMismatch = defineAnalyser({
  id: 'agent.schema_mismatch',
  needs: ['llmCalls'],
  findings: {
    'agent.schema_mismatch': {
      meaning: 'The extracted data does not have the shape that the schema asks for.',
      owner: 'llm',
      retry: 'later',
      fixes: [
        'Say in the descriptions of the schema how values are to be written (plain number, no currency).',
        'Validate the output before using it; Skyvern does not.',
      ],
    },
  },
  run: (run) => {
    for (const extraction of extractions(run)) {
      const { schema, document, value, step, block } = extraction;
      const problems = schema === undefined ? [] : schemaProblems(value, schema);
      const [first] = problems;
      if (first === undefined) continue;
      const more = problems.length > 1 ? ` and ${problems.length - 1} more` : '';
      return [
        {
          code: 'agent.schema_mismatch',
          title: `The extracted data breaks its schema: ${first.where} ${first.what}${more}.`,
          explanation:
            'The run is recorded as it is, because Skyvern does not check the output against the schema.',
          bearing: { tier: 'observed', confidence: 0.88, persistence: 'persistent' },
          step,
          block,
          locus: `${first.where} ${first.what}`,
          evidence: [
            citeJson(
              { source: document.source, pointer: first.pointer },
              first.value,
              `${first.where} ${first.what}`,
            ),
            ...problems
              .slice(1, 3)
              .map((problem) =>
                citeJson(
                  { source: document.source, pointer: problem.pointer },
                  problem.value,
                  `${problem.where} ${problem.what}`,
                ),
              ),
          ],
        },
      ];
    }
    return [];
  },
});
