import { citeJson, type Evidence } from '../../run/evidence.ts';
import { gaveUp, type GaveUp } from '../../run/facts/gave-up.ts';
import { contentWords } from '../../run/facts/content-words.ts';
import { goalOf } from '../../run/facts/goal.ts';
import { walkTree } from '../../run/facts/walk-tree.ts';
import { asText } from '../../support/unknown.ts';
import type { Run } from '../../run/run.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';

/**
 * The model gave up although a control that speaks of the goal was on the page and had not been tried, and nothing on the page says that it is impossible. Anything else that
 * explains the end comes first.
 */
export const prematureTerminate = defineAnalyser({
  id: 'agent.premature_terminate',
  needs: ['steps'],
  findings: {
    'agent.premature_terminate': {
      meaning: 'The model gave up although the page still offered a way on.',
      owner: 'agent',
      retry: 'later',
      fixes: [
        'Run again: giving up early is often a matter of chance.',
        'Name in the goal the control that leads on, and say when giving up is right (terminate criterion).',
      ],
    },
  },
  run: (run) => {
    const end = gaveUp(run);
    const finding = end?.by === 'terminate' ? judge(run, end) : undefined;
    return finding === undefined ? [] : [finding];
  },
});

interface Untried {
  readonly label: string;
  readonly word: string;
  readonly evidence: Evidence;
}

function judge(
  run: Run,
  { step, action }: GaveUp,
): Finding<'agent.premature_terminate'> | undefined {
  const [first, ...others] = untriedControls(run, step, contentWords(goalOf(run, step)));
  if (first === undefined) return undefined;
  const reason =
    action?.reasoning === undefined
      ? []
      : [
          citeJson(
            { source: action.place.source, pointer: `${action.place.pointer}/reasoning` },
            action.reasoning,
            'why the model gave up, in its own words',
          ),
        ];
  return {
    code: 'agent.premature_terminate',
    title: `The model gave up in step ${step.order} although '${first.label}', which speaks of the goal, was on the page and had not been tried.`,
    explanation:
      'Nothing on the page says that the goal cannot be reached. What the model gives as its reason is not backed by what the bundle shows.',
    bearing: { tier: 'observed', confidence: 0.62, persistence: 'persistent' },
    step,
    atMs: action?.startedAtMs,
    locus: 'untried control',
    evidence: [first.evidence, ...others.slice(0, 2).map(({ evidence }) => evidence), ...reason],
  };
}

/** Links and buttons whose label shares a word with the goal and that no action of the task has used. */
function untriedControls(
  run: Run,
  step: GaveUp['step'],
  words: ReadonlySet<string>,
): readonly Untried[] {
  const { tree } = step.scrape ?? {};
  if (tree === undefined) return [];
  const used = new Set(
    run.steps
      .filter((other) => other.taskId === step.taskId)
      .flatMap((other) => other.actions.flatMap((action) => action.element?.xpath ?? [])),
  );
  const found: Untried[] = [];
  for (const { node, pointer } of walkTree(tree)) {
    const label = node.text?.trim() ?? '';
    const isControl =
      node.interactable === true && (node.tagName === 'a' || node.tagName === 'button');
    if (
      !isControl ||
      label === '' ||
      label.length > 80 ||
      isDisabled(node.attributes) ||
      leadsBack(run, step, asText(node.attributes?.['href'])) ||
      (node.xpath !== undefined && used.has(node.xpath))
    )
      continue;
    const word = [...contentWords(label)].find((candidate) => words.has(candidate));
    if (word !== undefined)
      found.push({
        label,
        word,
        evidence: citeJson(
          { source: tree.source, pointer: `${pointer}/text` },
          node.text ?? '',
          'this control was there and untried',
        ),
      });
  }
  return found;
}

function isDisabled(attributes: Readonly<Record<string, unknown>> | undefined): boolean {
  return attributes?.['disabled'] === true || attributes?.['aria-disabled'] === true;
}

/** A link to a page that the task has been on is the way back, not a way on. */
function leadsBack(run: Run, step: GaveUp['step'], href: string | undefined): boolean {
  if (href === undefined || !URL.canParse(href, step.pageUrl)) return false;
  const target = addressOf(new URL(href, step.pageUrl));
  return run.steps.some(
    ({ taskId, pageUrl }) =>
      taskId === step.taskId &&
      pageUrl !== undefined &&
      URL.canParse(pageUrl) &&
      addressOf(new URL(pageUrl)) === target,
  );
}

function addressOf({ origin, pathname, search }: URL): string {
  return `${origin}${pathname}${search}`;
}
