/** Variables in a workflow's templates that have no value: such a template renders to nothing, without any error. */
import { asArray, asText, at, isObject } from '../../support/unknown.ts';
import { flattenBlocks } from '../read-blocks.ts';
import type { Block, Run } from '../run.ts';
import { blockDefinitions, declaredKeys, type BlockDefinition } from './workflow-definition.ts';

export interface UndefinedVariable {
  readonly definition: BlockDefinition;
  readonly field: string;
  /** As written, without braces: `order.number`. */
  readonly expression: string;
  /**
   * undeclared: no parameter and no block of that name; no-value: declared, but this run gave it none;
   * no-such-key: an earlier block's output lacks the key.
   */
  readonly problem: 'undeclared' | 'no-value' | 'no-such-key';
  /** The block in the timeline; the first run of it in loops. */
  readonly block: Block | undefined;
  /** The block whose output lacks the key. */
  readonly origin: Block | undefined;
}

/** Names that every template may use. */
const BUILT_IN: ReadonlySet<string> = new Set([
  'current_value',
  'current_item',
  'current_index',
  'current_date',
  'workflow_title',
  'workflow_id',
  'workflow_permanent_id',
  'workflow_run_id',
  'workflow_run_outputs',
  'workflow_run_summary',
  'browser_session_id',
  'loop',
  'true',
  'false',
  'none',
  'True',
  'False',
  'None',
  'now',
  'range',
  'dict',
  'namespace',
]);

/** A plain path with nothing done to it: conditions, calls and default filters cope with missing values by themselves. */
const PLAIN_PATH =
  /\{\{-?\s{0,5}([A-Za-z_]\w{0,80})((?:\.\w{1,80}|\[['"]?[\w -]{1,80}['"]?\]){0,10})\s{0,5}(\|[^{}]{0,200})?-?\}\}/g;
const LOCAL_NAMES = /\{%-?\s{0,5}(?:set|for)\s{1,5}(\w{1,80})/g;
const COPES = /\bdefault\b|\bd\(/;
/** Fields that are code, not templates. */
const CODE_FIELDS: ReadonlySet<string> = new Set(['code']);
const MAX_FOUND = 50;

const cache = new WeakMap<Run, readonly UndefinedVariable[]>();

export function undefinedVariables(run: Run): readonly UndefinedVariable[] {
  const known = cache.get(run);
  if (known !== undefined) return known;
  const found = findVariables(run);
  cache.set(run, found);
  return found;
}

function findVariables(run: Run): readonly UndefinedVariable[] {
  const definitions = blockDefinitions(run);
  if (definitions.length === 0) return [];
  const names = knownNames(run, definitions);
  const blocks = flattenBlocks(run.blocks);
  return definitions
    .flatMap((definition) =>
      variablesOf(definition).flatMap((variable) => {
        const problem = problemOf(run, names, blocks, variable);
        if (problem === undefined) return [];
        const block = blocks.find(({ label }) => label === definition.label);
        const { field, expression } = variable;
        return { definition, field, expression, block, ...problem };
      }),
    )
    .slice(0, MAX_FOUND);
}

interface Variable {
  readonly field: string;
  readonly root: string;
  readonly path: readonly string[];
  readonly expression: string;
}

function variablesOf(definition: BlockDefinition): readonly Variable[] {
  return definition.texts.flatMap(({ field, text }) => {
    if (CODE_FIELDS.has(field) || !text.includes('{{')) return [];
    const local = new Set([...text.matchAll(LOCAL_NAMES)].map((match) => match[1]));
    return [...text.matchAll(PLAIN_PATH)].flatMap(([, root = '', rest = '', filters = '']) =>
      local.has(root) || COPES.test(filters) || /^_[0-9a-f]{6,64}$/.test(root)
        ? []
        : [{ field, root, path: rest.match(/\w[\w -]*/g) ?? [], expression: `${root}${rest}` }],
    );
  });
}

function knownNames(run: Run, definitions: readonly BlockDefinition[]): ReadonlySet<string> {
  const labels = definitions.flatMap(({ label }) => [label, `${label}_output`]);
  const given = run.outcome.request.parameters;
  return new Set([
    ...BUILT_IN,
    ...declaredKeys(run),
    ...labels,
    ...(isObject(given) ? Object.keys(given) : []),
  ]);
}

type Problem = Pick<UndefinedVariable, 'problem' | 'origin'>;

function problemOf(
  run: Run,
  names: ReadonlySet<string>,
  blocks: readonly Block[],
  { root, path }: Variable,
): Problem | undefined {
  if (!names.has(root)) return { problem: 'undeclared', origin: undefined };
  if (path.length === 0 && hasNoValue(run, root)) return { problem: 'no-value', origin: undefined };
  const origin = blocks.find(({ label }) => label !== undefined && root === `${label}_output`);
  return origin !== undefined && lacksKey(origin.output, path)
    ? { problem: 'no-such-key', origin }
    : undefined;
}

/** A parameter of the workflow that neither the run nor a default gives a value. */
function hasNoValue(run: Run, key: string): boolean {
  const parameters = asArray(at(run.workflow?.value, 'workflow_definition', 'parameters')) ?? [];
  const declared = parameters.find((parameter) => at(parameter, 'key') === key);
  if (declared === undefined || asText(at(declared, 'parameter_type')) !== 'workflow') return false;
  const given = at(run.outcome.request.parameters, key) ?? at(declared, 'default_value');
  return (
    given === undefined || given === null || (typeof given === 'string' && given.trim() === '')
  );
}

/** Only for what a block extracted: the rest of an output is Skyvern's own and differs between versions. */
function lacksKey(output: unknown, path: readonly string[]): boolean {
  if (path[0] !== 'extracted_information' || path.length < 2) return false;
  let here = at(output, 'extracted_information');
  for (const key of path.slice(1)) {
    if (!isObject(here)) return false;
    if (!Object.hasOwn(here, key)) return true;
    here = here[key];
  }
  return false;
}
