import { elementName } from '../../run/describe-action.ts';
import { citeJson, citeText, type Evidence } from '../../run/evidence.ts';
import { brokenConstraints, type BrokenConstraint } from '../../run/facts/form-constraints.ts';
import type { Action, Run } from '../../run/run.ts';
import { deadClicks, hasWorkedLater, type DeadClick } from '../dead-clicks.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';
import { SHARED_CAUSES } from '../shared-causes.ts';

/**
 * The browser's own check of a form: no request, no word on the page, and a field of the form breaks what its HTML demands. A form with `novalidate` is not checked by the
 * browser; a click that changed anything was not held back.
 */
export const nativeValidation = defineAnalyser({
  id: 'page.form_validation',
  needs: ['steps'],
  findings: { 'page.form_validation': SHARED_CAUSES['page.form_validation'] },
  run: heldBack,
});

function heldBack(run: Run): readonly Finding<'page.form_validation'>[] {
  for (const click of deadClicks(run)) {
    const page = click.before.page;
    if (page === undefined || click.before.snapshot === undefined) continue;
    const [first, ...others] = brokenConstraints(page, click.action, actionsBefore(run, click));
    if (first !== undefined) return [constraintFinding(run, click, first, others)];
  }
  return [];
}

/** What was entered on the same page up to the click. */
function actionsBefore(run: Run, { step, action }: DeadClick): readonly Action[] {
  const steps = run.steps.filter((other) => !other.isDiscarded && other.taskId === step.taskId);
  return steps
    .slice(0, steps.indexOf(step) + 1)
    .filter((other) => other.pageUrl === step.pageUrl)
    .flatMap((other) =>
      other.actions.filter((earlier) => other !== step || earlier.order < action.order),
    );
}

const DEMANDS = {
  required: 'must be filled in or ticked',
  pattern: 'must have the pattern that the page prescribes',
  length: 'must be longer',
  range: 'must lie in the range that the page prescribes',
  type: 'must have the form that its type prescribes',
} satisfies Record<BrokenConstraint['rule'], string>;

function constraintFinding(
  run: Run,
  click: DeadClick,
  first: BrokenConstraint,
  others: readonly BrokenConstraint[],
): Finding<'page.form_validation'> {
  const { step, action, before } = click;
  const value = first.entered === undefined ? '' : ` and got '${short(first.entered)}'`;
  const cite = ({ element, name }: BrokenConstraint): readonly Evidence[] =>
    before.snapshot === undefined
      ? []
      : [
          citeText(
            before.snapshot.document,
            element,
            `the field '${name}' with what it demands`,
            before.snapshot.capturedAtMs,
          ),
        ];
  const place = { source: action.place.source, pointer: `${action.place.pointer}/action_type` };
  return {
    code: 'page.form_validation',
    title: `The click on '${action.element === undefined ? '?' : (elementName(action.element) ?? '?')}' in step ${step.order} sent nothing: the field '${first.name}' ${DEMANDS[first.rule]}${value}.`,
    explanation:
      'The browser checks such fields itself and holds the form back; its bubble is in no HTML and no tree. No request left and the page did not change.',
    bearing: {
      tier: 'observed',
      confidence: first.rule === 'required' ? 0.78 : 0.82,
      persistence: hasWorkedLater(run, click) ? 'recovered' : 'persistent',
    },
    step,
    atMs: action.startedAtMs,
    locus: `${first.rule} ${first.name}`,
    evidence: [
      citeJson(place, action.type, 'the click that sent nothing', action.startedAtMs),
      ...[first, ...others].slice(0, 3).flatMap(cite),
    ],
  };
}

function short(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`;
}
