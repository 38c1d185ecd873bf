import { citeJson, type Evidence } from '../../run/evidence.ts';
import { actionFailures, citeExceptionType, citeFailure } from '../../run/facts/action-failures.ts';
import { exchangesOf, isWrite } from '../../run/facts/submit.ts';
import { walkTree } from '../../run/facts/walk-tree.ts';
import { describeElement } from '../../run/describe-action.ts';
import { citeExchange, citeText } from '../../run/evidence.ts';
import { realSteps } from '../../run/facts/progress.ts';
import type { Action, Run, Step } from '../../run/run.ts';
import { asNumber, asText } from '../../support/unknown.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';

/**
 * The field holds another value than was typed: cut by maxlength, reset, reformatted into something else. Skyvern counts the input as a success;
 * the tree after it, the form parameters or the field's own limit show the loss. Formatting alone (spaces, separators, currency) is no loss.
 */
export const inputNotRetained = defineAnalyser({
  id: 'page.input_not_retained',
  needs: ['steps'],
  findings: {
    'page.input_not_retained': {
      meaning: 'The field did not keep the value that was typed into it.',
      owner: 'task',
      retry: 'after-change',
      fixes: [
        'Give the value in the form and length that the field takes.',
        'If the page resets the field, fill it last or leave it with a key press (Tab) before submitting.',
      ],
    },
  },
  run: (run) => [...fromExceptions(run), ...fromValues(run)].slice(0, 1),
});

const TYPES =
  /^(?:FreeTextInputMismatch|PhoneNumberInputMismatch|PhoneNumberInputBrowserValidityMismatch|CardNumberInputMismatch|SecretInputMismatch|FailedToClearInputField|PhoneNumberInputBrowserInteractionFailed)$/;

type Code = 'page.input_not_retained';

function fromExceptions(run: Run): readonly Finding<Code>[] {
  const failure = actionFailures(run).find(({ exceptionType }) => TYPES.test(exceptionType));
  if (failure === undefined) return [];
  const target =
    failure.action.element === undefined ? 'field' : describeElement(failure.action.element);
  return [
    {
      code: 'page.input_not_retained',
      title: `The ${target} did not keep the value that step ${failure.step.order} typed into it.`,
      explanation:
        'Skyvern compared the field with the text after typing and found them different.',
      bearing: { tier: 'typed', confidence: 0.9, persistence: 'persistent' },
      step: failure.step,
      locus: `${target} ${failure.exceptionType}`,
      evidence: [
        citeFailure(failure, 'the value in the field differs from what was typed'),
        citeExceptionType(failure, 'the exception that Skyvern recorded'),
      ],
    },
  ];
}

interface Loss {
  readonly step: Step;
  readonly action: Action;
  readonly typed: string;
  readonly kept: string;
  readonly evidence: readonly [Evidence, ...Evidence[]];
}

function fromValues(run: Run): readonly Finding<Code>[] {
  const [loss] = realSteps(run).flatMap((step) =>
    step.actions.flatMap((action) => lossOf(run, step, action) ?? []),
  );
  if (loss === undefined) return [];
  const target = loss.action.element === undefined ? 'field' : describeElement(loss.action.element);
  const limit = asNumber(Number(loss.action.element?.attributes?.['maxlength'] ?? Number.NaN));
  return [
    {
      code: 'page.input_not_retained',
      title: `The ${target} kept '${loss.kept}' of the '${loss.typed}' that step ${loss.step.order} typed.`,
      explanation: `${limit === undefined ? 'The page changed the value after it was typed.' : `The field takes ${limit} characters, the value has ${loss.typed.length}.`} The input was recorded as a success, so nothing noticed the loss.`,
      bearing: { tier: 'observed', confidence: 0.88, persistence: 'persistent' },
      step: loss.step,
      atMs: loss.action.finishedAtMs,
      locus: target,
      evidence: loss.evidence,
    },
  ];
}

function lossOf(run: Run, step: Step, action: Action): Loss | undefined {
  const typed = action.text ?? '';
  if (
    action.type !== 'input_text' ||
    typed.length < 2 ||
    /redacted|placeholder_|\*{3}/i.test(typed) ||
    asText(action.element?.attributes?.['type']) === 'password'
  )
    return undefined;
  return (
    cutByLimit(run, step, action, typed) ??
    lostInForm(run, step, action, typed) ??
    lostInTree(run, step, action, typed)
  );
}

/** `maxlength` cuts silently. */
function cutByLimit(run: Run, step: Step, action: Action, typed: string): Loss | undefined {
  const attribute = action.element?.attributes?.['maxlength'];
  const limit = typeof attribute === 'number' ? attribute : Number(asText(attribute) ?? Number.NaN);
  if (!Number.isInteger(limit) || limit <= 0 || typed.length <= limit) return undefined;
  const page = step.scrape?.page?.();
  const element = page?.elements.find(
    (candidate) => candidate.attributes['unique_id'] === action.elementId,
  );
  const pointer = `${action.place.pointer}/skyvern_element_data/attributes/maxlength`;
  const own = citeJson(
    { source: action.place.source, pointer },
    String(limit),
    `the field takes ${limit} characters`,
  );
  const html =
    step.scrape?.html === undefined || element === undefined
      ? []
      : [citeText(step.scrape.html, element, `the field takes ${limit} characters`)];
  return {
    step,
    action,
    typed,
    kept: typed.slice(0, limit),
    evidence: [own, ...html, citeTyped(action, typed), ...laterMention(run, typed.slice(0, limit))],
  };
}

/** Where the cut value shows up again on a later page. */
function laterMention(run: Run, kept: string): readonly Evidence[] {
  for (const step of realSteps(run)) {
    const { tree } = step.scrape ?? {};
    if (tree === undefined) continue;
    for (const { node, pointer } of walkTree(tree)) {
      if (node.text?.includes(kept) === true)
        return [
          citeJson(
            { source: tree.source, pointer: `${pointer}/text` },
            node.text,
            'the page speaks of the cut value',
          ),
        ];
    }
  }
  return [];
}

/** What the browser really sent under the field's name. */
function lostInForm(run: Run, step: Step, action: Action, typed: string): Loss | undefined {
  const name = asText(action.element?.attributes?.['name']);
  const later = step.actions.filter((other) => other.order > action.order);
  for (const exchange of later.flatMap((other) => exchangesOf(run, step, other))) {
    const sent = exchange.postParams.find((param) => param.name === name)?.value;
    if (name !== undefined && sent !== undefined && isLoss(typed, sent)) {
      return {
        step,
        action,
        typed,
        kept: sent,
        evidence: [
          citeExchange(exchange, `the form sent '${sent}' for the field '${name}'`),
          citeTyped(action, typed),
        ],
      };
    }
  }
  return undefined;
}

/** What the next scrape of the same page finds in the field. */
function lostInTree(run: Run, step: Step, action: Action, typed: string): Loss | undefined {
  const steps = realSteps(run).filter((other) => other.taskId === step.taskId);
  const next = steps[steps.indexOf(step) + 1];
  const { xpath } = action.element ?? {};
  const tree = next?.scrape?.tree;
  if (tree === undefined || xpath === undefined || next?.pageUrl !== step.pageUrl) return undefined;
  if (step.actions.some((other) => other.order > action.order && other.element?.xpath === xpath))
    return undefined;
  for (const { node, pointer } of walkTree(tree)) {
    const value = asText(node.attributes?.['value']);
    if (node.xpath !== xpath) continue;
    const isEmptied =
      node.attributes?.['value'] === '' && typed.length > 1 && !wasHandedIn(run, step, action);
    if (!isEmptied && (value === undefined || !isLoss(typed, value))) continue;
    const cite = citeJson(
      { source: tree.source, pointer: `${pointer}/attributes/value` },
      value ?? '',
      'what the field held on the next page',
    );
    return { step, action, typed, kept: value ?? '', evidence: [cite, citeTyped(action, typed)] };
  }
  return undefined;
}

/** A form that was sent, or a page that was loaded anew, is rightly empty. */
function wasHandedIn(run: Run, step: Step, action: Action): boolean {
  return step.actions
    .filter((other) => other.order >= action.order)
    .flatMap((other) => exchangesOf(run, step, other))
    .some((exchange) => isWrite(exchange) || exchange.mimeType?.startsWith('text/html') === true);
}

function citeTyped(action: Action, typed: string): Evidence {
  return citeJson(
    { source: action.place.source, pointer: `${action.place.pointer}/text` },
    typed,
    'what was typed',
    action.startedAtMs,
  );
}

/** A cut text, or a number that became another number. Separators, case, currency signs, zeros and the order of a date are formatting. */
function isLoss(typed: string, kept: string): boolean {
  const [before, after] = [essence(typed), essence(kept)];
  if (after === '' || before === after || isSameNumber(typed, kept)) return false;
  if (before.startsWith(after)) return true;
  return (
    /^\d+$/.test(before) &&
    /^\d+$/.test(after) &&
    sorted(before) !== sorted(after) &&
    !after.includes(before)
  );
}

function essence(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/^0+/, '');
}

function isSameNumber(a: string, b: string): boolean {
  const [x, y] = [a, b].map((text) => Number(text.replace(/\s/g, '').replace(',', '.')));
  return x !== undefined && Number.isFinite(x) && x === y;
}

function sorted(text: string): string {
  return [...text].toSorted().join('');
}
