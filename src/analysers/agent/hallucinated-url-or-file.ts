import { times } from '../../support/count-words.ts';
import { citeJson, type Evidence } from '../../run/evidence.ts';
import type { ActionFailure } from '../../run/facts/action-failures.ts';
import type { Run } from '../../run/run.ts';
import { asArray, asText, at } from '../../support/unknown.ts';
import { defineExceptionAnalyser } from '../exception-analyser.ts';
import { SHARED_CAUSES } from '../shared-causes.ts';

/** The file to upload is in neither goal nor payload: Skyvern refuses it with ImaginaryFileUrl. */
export const hallucinatedFile = defineExceptionAnalyser({
  code: 'agent.hallucinated_url_or_file',
  info: SHARED_CAUSES['agent.hallucinated_url_or_file'],
  matches: ({ exceptionType }) => exceptionType === 'ImaginaryFileUrl',
  title: ({ step, action }) =>
    `Step ${step.order} wanted to upload '${action.fileUrl ?? action.text ?? 'a file'}', an address that is in neither the goal nor the payload.`,
  explanation: (failures) =>
    `The model made the address up, and Skyvern refused it ${times(failures.length)}. The page's upload control was not at fault.`,
  claim: 'Skyvern found the file address in neither goal nor payload',
  confidence: 0.94,
  support: plannedFile,
});

function plannedFile(_run: Run, { step, action }: ActionFailure): readonly Evidence[] {
  for (const call of step.llmCalls) {
    const planned = asArray(at(call.parsed?.value, 'actions')) ?? [];
    const index = planned.findIndex((item) => asText(at(item, 'file_url')) === action.fileUrl);
    const url = asText(at(planned[index], 'file_url'));
    if (call.parsed !== undefined && url !== undefined)
      return [
        citeJson(
          { source: call.parsed.source, pointer: `/actions/${index}/file_url` },
          url,
          'the address the model wrote',
        ),
      ];
  }
  return [];
}
