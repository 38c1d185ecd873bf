import { isLostUse, resolvePlaceholders, type LinkUse } from '../../links/index.ts';
import { citeExchange, citeJson, type Evidence } from '../../run/evidence.ts';
import { realSteps } from '../../run/facts/progress.ts';
import type { Action, Run } from '../../run/run.ts';
import { resolvePointer } from '../../support/json-pointer.ts';
import { asText } from '../../support/unknown.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';

/**
 * A `{{_hash}}` link of the model's answer that came to nothing: invented, mistyped, or a relative link that cannot be opened. The action counts as completed, typed
 * text is empty, extracted values are blank. Keys from earlier pages still resolve, and `{{ name }}` is a template of the user's, not a link.
 */
export const unresolvedHrefPlaceholder = defineAnalyser({
  id: 'agent.unresolved_href_placeholder',
  needs: ['llmCalls'],
  findings: {
    'agent.unresolved_href_placeholder': {
      meaning:
        'The model used a link placeholder that stands for no address, so nothing was opened, typed or extracted.',
      owner: 'agent',
      retry: 'later',
      fixes: [
        'Run again: a garbled key is a slip of the model.',
        'If it repeats, give the address in the goal, or let the task click the link instead of opening or copying it.',
      ],
    },
  },
  run: (run) => {
    const lost = resolvePlaceholders(run).uses.filter(
      (use) => isLostUse(use) && use.role !== 'mention',
    );
    const [first] = lost;
    return first === undefined ? [] : [lostFinding(run, first, lost)];
  },
});

function lostFinding(
  run: Run,
  first: LinkUse,
  lost: readonly LinkUse[],
): Finding<'agent.unresolved_href_placeholder'> {
  const again = lost.length > 1 ? ` It happened ${lost.length} times.` : '';
  return {
    code: 'agent.unresolved_href_placeholder',
    title: `${whoUsed(first)} used ${whatKind(first)}, so ${whatCame(first)}.`,
    explanation: `The placeholder was replaced by ${first.fate.kind === 'dropped-null-action' ? 'something that cannot be opened' : 'an empty text'} without any error: the action counts as completed and the run went on.${again}`,
    bearing: {
      tier: 'typed',
      confidence: 0.95,
      persistence: wasMadeGood(run, first) ? 'recovered' : 'persistent',
    },
    step: first.step,
    atMs: first.action?.startedAtMs,
    locus: `${first.role} ${first.link.kind}`,
    evidence: [
      citeUse(first),
      ...citeRendering(first),
      ...citeAction(first),
      ...lost.slice(1, 3).map(citeUse),
    ],
  };
}

function whoUsed({ planned, role, step }: LinkUse): string {
  const where = step === undefined ? 'An answer of the model' : `Step ${step.order}`;
  return planned === undefined
    ? `${where} (${role === 'extract' ? 'the extracted data' : 'the answer'})`
    : `${where} (${planned.type.toUpperCase()})`;
}

function whatKind({ link }: LinkUse): string {
  switch (link.kind) {
    case 'invented':
      return 'a link key that no page of the run has';
    case 'mistyped':
      return 'a link key with a typing error in it';
    case 'unmapped':
      return 'a link key whose address is not in the bundle';
    case 'known':
    case 'stale':
    case 'recovered':
      return link.isRelative
        ? 'a relative link, which cannot be opened by itself'
        : 'a link that was lost on the way';
  }
}

function whatCame({ role }: LinkUse): string {
  return CONSEQUENCES[role];
}

const CONSEQUENCES = {
  navigate: 'nothing was opened',
  type: 'nothing was typed',
  file: 'no file was chosen',
  extract: 'the extracted value is empty',
  mention: 'nothing came of it',
} satisfies Record<LinkUse['role'], string>;

function citeUse(use: LinkUse): Evidence {
  return citeJson(
    { source: use.place.source, pointer: use.place.pointer },
    use.token,
    'the placeholder as the model wrote it',
    use.call.capturedAtMs,
  );
}

function citeRendering(use: LinkUse): readonly Evidence[] {
  const { rendered } = use.call;
  const value =
    rendered === undefined ? undefined : resolvePointer(rendered.value, use.place.pointer);
  return rendered === undefined || typeof value !== 'string'
    ? []
    : [
        citeJson(
          { source: rendered.source, pointer: use.place.pointer },
          value,
          'what it was replaced by',
        ),
      ];
}

function citeAction({ action, fate }: LinkUse): readonly Evidence[] {
  if (fate.kind === 'opened' || fate.kind === 'redirected')
    return [citeExchange(fate.exchange, 'what was requested')];
  return action === undefined
    ? []
    : [
        citeJson(
          { source: action.place.source, pointer: `${action.place.pointer}/action_type` },
          action.type,
          'the action that came of it',
        ),
      ];
}

/** In a completed run only what stayed empty is a trouble: a page that was not opened was reached in another way. */
function wasMadeGood(run: Run, first: LinkUse): boolean {
  if (run.outcome.status !== 'completed' || first.role === 'extract') return false;
  if (first.role === 'navigate') return true;
  const steps = realSteps(run);
  const from = first.step === undefined ? -1 : steps.indexOf(first.step);
  return (
    from >= 0 &&
    steps
      .slice(from + 1)
      .some((step) => step.actions.some((action) => isFilledIn(action, first.action)))
  );
}

/** The same field got a text after all. */
function isFilledIn(later: Action, first: Action | undefined): boolean {
  const name = (action: Action | undefined): unknown =>
    action?.element?.attributes?.['name'] ?? action?.element?.xpath;
  return (
    later.type === 'input_text' &&
    asText(later.text) !== undefined &&
    (name(first) === undefined || name(later) === name(first))
  );
}
