import { times } from '../../support/count-words.ts';
import { defineExceptionAnalyser } from '../exception-analyser.ts';

/** The model wrote a placeholder for a secret that nobody gave it. */
export const hallucinatedValue = defineExceptionAnalyser({
  code: 'agent.hallucinated_value',
  info: {
    meaning: 'The model used a secret or value that nobody gave it.',
    owner: 'agent',
    retry: 'after-change',
    fixes: [
      'Check that the credential is linked to the block: what the model is not given, it invents.',
      'Name the parameter in the goal by the name it has in the workflow.',
    ],
  },
  matches: ({ exceptionType }) =>
    exceptionType === 'ImaginarySecretValue' || exceptionType === 'MissingFileUrl',
  title: ({ step, exceptionType }, target) =>
    exceptionType === 'MissingFileUrl'
      ? `Step ${step.order} wanted to upload a file to the ${target} without an address to take it from.`
      : `Step ${step.order} wanted to type a secret into the ${target} that the run does not have.`,
  explanation: (failures) =>
    `Skyvern found nothing behind what the model named (${times(failures.length)}); the run was never given it.`,
  claim: 'what the model named does not exist',
  confidence: 0.92,
});
