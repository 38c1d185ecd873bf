import { citeJson, distinctEvidence, type Evidence } from '../../run/evidence.ts';
import {
  citeReasons,
  failedBlocks,
  matchReasons,
  type ReasonHit,
} from '../../run/facts/failure-reason.ts';
import {
  citeLiteral,
  literalTemplates,
  type LiteralTemplate,
} from '../../run/facts/literal-templates.ts';
import { realSteps } from '../../run/facts/progress.ts';
import { undefinedVariables, type UndefinedVariable } from '../../run/facts/undefined-variables.ts';
import type { Block, Run, Step } from '../../run/run.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';
import { weightOf, whereOf } from '../reason-analyser.ts';
import { SHARED_CAUSES } from '../shared-causes.ts';

/**
 * A template in the task or workflow was not filled in. Three shapes: the engine says so; a variable has no value and renders to nothing,
 * without any error; or a plain task's goal keeps `{{ name }}`, which the agent then types. `{{ _hash }}` stands for a link and is no template.
 */
export const templateOrParameter = defineAnalyser({
  id: 'task.template_or_parameter',
  needs: ['outcome'],
  findings: {
    'task.template_or_parameter': {
      meaning: 'A template in the task or workflow could not be filled in.',
      owner: 'task',
      retry: 'after-change',
      fixes: [
        'Correct the name in the template: it must be a declared parameter or the output of an earlier block.',
        'Plain tasks know no templates: put the value itself into the goal or the payload.',
      ],
    },
    'task.missing_payload': SHARED_CAUSES['task.missing_payload'],
  },
  run: (run) => [
    ...first(fromReasons(run)),
    ...first(fromVariables(run)),
    ...first(fromLiterals(run)),
  ],
});

type Code = 'task.template_or_parameter' | 'task.missing_payload';

function first(findings: readonly Finding<Code>[]): readonly Finding<Code>[] {
  return findings.slice(0, 1);
}

const REASONS = [
  /Failed to format [Jj]inja[^\n]{0,300}/,
  /Missing variables for '[^\n]{0,200}/,
  /Missing value for parameter[^\n]{0,120}/,
  /Context parameter value not found[^\n]{0,120}/,
  /\S{0,80} is not available in the workflow context[^\n]{0,60}/,
  /(?:UndefinedError|TemplateSyntaxError)[^\n]{0,160}/,
];
/** The same words about addresses, loops and conditions belong to causes of their own. */
const OTHER_CAUSE =
  /Invalid url|unsupported scheme|blocked host|evaluate branch|loop values|while-loop/i;
const OTHER_BLOCKS: ReadonlySet<string> = new Set(['conditional', 'for_loop', 'while_loop']);

function fromReasons(run: Run): readonly Finding<Code>[] {
  const hit = matchReasons(run, REASONS).find(
    ({ reason }) => !OTHER_CAUSE.test(reason.core) && !OTHER_BLOCKS.has(reason.block?.type ?? ''),
  );
  return hit === undefined ? [] : [reasonFinding(run, hit)];
}

function reasonFinding(run: Run, hit: ReasonHit): Finding<Code> {
  return {
    code: /Missing value for parameter/.test(hit.match[0])
      ? 'task.missing_payload'
      : 'task.template_or_parameter',
    title: `A template of ${whereOf(hit)} could not be filled in: ${hit.match[0].slice(0, 140)}.`,
    explanation: 'The engine stopped before the block did anything; the site had no part in it.',
    bearing: { tier: 'typed', confidence: 0.94 * weightOf(run, hit), persistence: 'persistent' },
    block: hit.reason.block,
    atMs: hit.reason.block?.modifiedAtMs ?? run.outcome.finishedAtMs,
    locus: 'template refused',
    evidence: citeReasons(run, hit, 'the template could not be filled in'),
  };
}

/** Fields whose emptiness stops the block at once. */
const DECISIVE_FIELDS: ReadonlySet<string> = new Set([
  'url',
  'loop_variable_reference',
  'file_url',
]);

function fromVariables(run: Run): readonly Finding<Code>[] {
  const failed = failedBlocks(run);
  return undefinedVariables(run)
    .filter(({ block }) => block !== undefined)
    .map((variable) => variableFinding(run, variable, failed))
    .toSorted((a, b) => b.bearing.confidence - a.bearing.confidence);
}

function variableFinding(
  run: Run,
  variable: UndefinedVariable,
  failed: readonly Block[],
): Finding<Code> {
  const { definition, field, expression, block } = variable;
  const isFatal = failed.some((other) => other === block || other.label === definition.label);
  const confidence = variable.problem === 'undeclared' ? 0.9 : 0.8;
  const code =
    variable.problem === 'no-value' ? 'task.missing_payload' : 'task.template_or_parameter';
  return {
    code,
    title: `The ${field.replaceAll('_', ' ')} of block '${definition.label}' uses {{ ${expression} }}, ${WORDS[variable.problem]}, so it renders to nothing.`,
    explanation: `A template without a value gives no error: the block ran with an empty place where the value should be${isFatal ? ', and failed' : ''}.`,
    bearing: {
      tier: isFatal ? 'typed' : 'unlinked',
      confidence: isFatal ? confidence + (DECISIVE_FIELDS.has(field) ? 0.05 : 0) : 0.5,
      persistence: 'persistent',
    },
    step: firstStepOf(run, block),
    block,
    atMs: block?.createdAtMs,
    locus: `${field} ${expression}`,
    evidence: citeVariable(run, variable),
  };
}

const WORDS = {
  undeclared: 'which names no parameter and no output of this workflow',
  'no-value': 'a parameter that this run gave no value',
  'no-such-key': 'a key that the output does not have',
} satisfies Record<UndefinedVariable['problem'], string>;

/** The first step of the block, if it had begun: with an empty address none ever does. */
function firstStepOf(run: Run, block: Block | undefined): Step | undefined {
  return realSteps(run).find(
    (step) =>
      block?.taskId !== undefined && step.taskId === block.taskId && step.status !== 'created',
  );
}

function citeVariable(run: Run, variable: UndefinedVariable): Finding<Code>['evidence'] {
  const { definition, field, expression, block, origin } = variable;
  const absence: Evidence = {
    claim: `{{ ${expression} }} in ${field} of block '${definition.label}' has no value: ${WORDS[variable.problem]} (workflow definition, ${definition.pointer}/${field})`,
    source: undefined,
    locator: { kind: 'absent' },
    excerpt: '',
  };
  return [
    absence,
    ...distinctEvidence([
      ...citeParameters(run),
      ...citeRendered(block, field),
      ...citeOutput(origin),
    ]),
  ];
}

function citeParameters(run: Run): readonly Evidence[] {
  const { document, request } = run.outcome;
  if (document === undefined || request.parameters === undefined) return [];
  const place = { source: document.source, pointer: '/run_request/parameters' };
  return [citeJson(place, request.parameters, 'all values that the run was given')];
}

/** What the template became. */
function citeRendered(block: Block | undefined, field: string): readonly Evidence[] {
  if (block === undefined) return [];
  const place = { source: block.place.source, pointer: `${block.place.pointer}/${field}` };
  if (field === 'url') return [citeJson(place, block.url ?? '', 'what the template became')];
  return field === 'navigation_goal' && block.goal !== undefined
    ? [citeJson(place, block.goal, 'what the template became')]
    : [];
}

function citeOutput(origin: Block | undefined): readonly Evidence[] {
  if (origin === undefined) return [];
  const place = {
    source: origin.place.source,
    pointer: `${origin.place.pointer}/output/extracted_information`,
  };
  return [citeJson(place, extracted(origin), `what block '${origin.label ?? '?'}' returned`)];
}

function extracted({ output }: Block): unknown {
  return typeof output === 'object' && output !== null
    ? Reflect.get(output, 'extracted_information')
    : undefined;
}

function fromLiterals(run: Run): readonly Finding<Code>[] {
  return literalTemplates(run).flatMap((literal) => {
    const [main, ...others] = distinctEvidence(citeLiteral(run, literal));
    return main === undefined ? [] : [literalFinding(literal, [main, ...others])];
  });
}

function literalFinding(
  literal: LiteralTemplate,
  evidence: Finding<Code>['evidence'],
): Finding<Code> {
  const { token, use, isCertain } = literal;
  return {
    code: 'task.template_or_parameter',
    title:
      use === undefined
        ? `The goal still holds the placeholder ${token} instead of a value.`
        : `The placeholder ${token} was typed as it is in step ${use.step.order}, because nothing had filled it in.`,
    explanation:
      'The agent can only use what it is given: with a placeholder in the place of the value, the site is asked for something that does not exist.',
    bearing: {
      tier: use === undefined ? 'unlinked' : 'typed',
      confidence: use === undefined ? 0.6 : isCertain ? 0.94 : 0.8,
      persistence: 'persistent',
    },
    step: use?.step,
    atMs: use?.action.finishedAtMs,
    locus: token,
    evidence,
  };
}
