import { citeJson, citeText, type Evidence } from '../../run/evidence.ts';
import { actionFailures, citeFailure } from '../../run/facts/action-failures.ts';
import { speaksOf } from '../../run/facts/lexicon.ts';
import { newMessages, type NewMessage } from '../../run/facts/new-messages.ts';
import { pageStates, type PageState } from '../../run/facts/page-states.ts';
import { realSteps } from '../../run/facts/progress.ts';
import { isSubmit } from '../../run/facts/submit.ts';
import { treeTexts } from '../../run/facts/tree-texts.ts';
import { walkTree } from '../../run/facts/walk-tree.ts';
import type { HtmlPage, Run, Step } from '../../run/run.ts';
import { asText } from '../../support/unknown.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';

/**
 * An unsolved captcha stands in the way. Only a carrier counts: a rendered widget or challenge frame on the page, an action that tried to solve it, or Skyvern's own
 * exception. A script tag, an invisible badge or a header that names a captcha service proves nothing; nor does a SOLVE_CAPTCHA that "succeeded", since
 * the open-source server only waits.
 */
export const captcha = defineAnalyser({
  id: 'access.captcha',
  needs: ['steps'],
  findings: {
    'access.captcha': {
      meaning: 'A captcha has to be solved before the site goes on.',
      owner: 'site',
      retry: 'after-change',
      fixes: [
        'Use a server or service that solves captchas; the open-source server only waits.',
        'Use a browser profile that the site already trusts, or a residential proxy.',
        'Ask the owner of the site for an API or an exception for the account.',
      ],
    },
  },
  run: (run) => {
    const finding = fromException(run) ?? fromWidget(run);
    return finding === undefined ? [] : [finding];
  },
});

const TYPES = /^(?:CaptchaNotSolvedInTime|CaptchaChallengeUnsolvedError)$/;
const WIDGET_CLASS =
  /(?:^|\s)(?:g-recaptcha|h-captcha|cf-turnstile|frc-captcha|mtcaptcha|geetest_\w{1,20}|captcha[-_]?(?:box|widget|container|image|wrapper|field|challenge|slider)?|slide[rd]?-?captcha|altcha(?:-widget)?)(?:$|\s)/i;
const WIDGET_FRAME =
  /recaptcha\/(?:api2|enterprise)\/(?:anchor|bframe)|hcaptcha\.com|challenges\.cloudflare\.com|arkoselabs|funcaptcha|captcha-delivery|geetest|captcha/i;

function fromException(run: Run): Finding<'access.captcha'> | undefined {
  const failure = actionFailures(run).find(({ exceptionType }) => TYPES.test(exceptionType));
  const { document, failureReason } = run.outcome;
  const reason =
    document !== undefined && /Captcha not solved in time/i.test(failureReason ?? '')
      ? citeJson(
          { source: document.source, pointer: '/failure_reason' },
          failureReason ?? '',
          'why Skyvern ended the run',
        )
      : undefined;
  const evidence =
    failure === undefined ? reason : citeFailure(failure, 'the captcha was not solved');
  if (evidence === undefined) return undefined;
  const step = failure?.step ?? realSteps(run).at(-1);
  return build(step, [evidence, ...widgetOn(lastState(run)).slice(0, 2)], 0.95, 'typed');
}

function fromWidget(run: Run): Finding<'access.captcha'> | undefined {
  const states = pageStates(run);
  const withWidget = states.filter((state) => widgetOn(state).length > 0);
  const last = lastState(run);
  // A widget that stays on a page where the run goes on is no obstacle.
  const isAtEnd = last !== undefined && widgetOn(last).length > 0;
  const carrier = widgetOn(isAtEnd ? last : withWidget.at(-1));
  const [first] = carrier;
  const attempt = solveAttempt(run);
  if (first === undefined || (attempt === undefined && !isAtEnd)) return undefined;
  const asked = askedFor(run);
  const sentInVain = isAtEnd ? submitBefore(run, withWidget) : undefined;
  const step = earliest(run, [attempt?.step, asked?.step, sentInVain]) ?? withWidget[0]?.step;
  return build(
    step,
    [
      first,
      ...carrier.slice(1, 3),
      ...(asked === undefined ? [] : [asked.text.cite('the page asks for the captcha')]),
      ...uncheckedBox(run),
      ...(attempt === undefined ? [] : [attempt.evidence]),
    ],
    confidenceOf({
      isAtEnd,
      isTried: attempt !== undefined,
      isAsked: asked !== undefined,
      isSent: sentInVain !== undefined,
    }),
    'observed',
  );
}

function confidenceOf(signs: {
  readonly isAtEnd: boolean;
  readonly isTried: boolean;
  readonly isAsked: boolean;
  readonly isSent: boolean;
}): number {
  if (signs.isAsked && signs.isAtEnd) return 0.9;
  if (signs.isTried) return signs.isAtEnd ? 0.88 : 0.75;
  return signs.isSent ? 0.7 : 0.6;
}

function solveAttempt(run: Run): { readonly step: Step; readonly evidence: Evidence } | undefined {
  for (const step of realSteps(run)) {
    const action = step.actions.find(({ type }) => type === 'solve_captcha');
    if (action === undefined) continue;
    const place = { source: action.place.source, pointer: `${action.place.pointer}/action_type` };
    return { step, evidence: citeJson(place, action.type, 'the run tried to get past it') };
  }
  return undefined;
}

/** A new message that wants the captcha solved. */
function askedFor(run: Run): NewMessage | undefined {
  return newMessages(run).find(
    ({ text, isLasting }) => isLasting && !text.isHeading && speaksOf(text.text, 'captcha'),
  );
}

/** The first step that sent the form of a page with the widget. */
function submitBefore(run: Run, withWidget: readonly PageState[]): Step | undefined {
  return realSteps(run).find(
    (step) =>
      withWidget.some((state) => state.step === step && state.snapshot?.kind === 'scrape') &&
      step.actions.some((action) => isSubmit(action)),
  );
}

function earliest(run: Run, steps: readonly (Step | undefined)[]): Step | undefined {
  return realSteps(run).find((step) => steps.includes(step));
}

function build(
  step: Step | undefined,
  evidence: readonly [Evidence, ...Evidence[]],
  confidence: number,
  tier: 'typed' | 'observed',
): Finding<'access.captcha'> {
  return {
    code: 'access.captcha',
    title: `A captcha${step === undefined ? '' : ` on the page of step ${step.order}`} was never solved.`,
    explanation:
      'The widget is rendered on the page, and what was sent without its answer did not get through. A captcha action that reports success has only waited.',
    bearing: { tier, confidence, persistence: 'persistent' },
    step,
    locus: 'captcha widget',
    evidence,
  };
}

function lastState(run: Run): PageState | undefined {
  return pageStates(run).at(-1);
}

/** Rendered widgets of a page, in HTML or in the tree of its frames. */
function widgetOn(state: PageState | undefined): readonly Evidence[] {
  if (state === undefined) return [];
  const { snapshot, page, tree } = state;
  const html =
    snapshot === undefined || page === undefined
      ? []
      : widgetElements(page).map((element) =>
          citeText(
            snapshot.document,
            element,
            'the captcha widget on the page',
            snapshot.capturedAtMs,
          ),
        );
  const texts =
    tree === undefined
      ? []
      : treeTexts(tree).filter(({ text }) =>
          /^(?:reCAPTCHA|hCaptcha|I'm not a robot)$/i.test(text),
        );
  return [
    ...html,
    ...texts
      .slice(0, 1)
      .flatMap((text) =>
        tree === undefined
          ? []
          : [
              citeJson(
                { source: tree.source, pointer: text.pointer },
                text.text,
                'the captcha in the element tree',
              ),
            ],
      ),
  ];
}

function widgetElements(page: HtmlPage): HtmlPage['elements'] {
  return page.elements.filter((element) => !element.isHidden && isWidget(element));
}

function isWidget({ tagName, attributes }: HtmlPage['elements'][number]): boolean {
  // An invisible captcha is bound to the button that sends the form.
  if (attributes['data-size'] === 'invisible' || tagName === 'button') return false;
  if (tagName === 'script' || tagName === 'link' || tagName === 'style') return false;
  const source = attributes['src'] ?? '';
  if (tagName === 'iframe')
    return (
      (WIDGET_FRAME.test(source) || /challenge|captcha/i.test(attributes['title'] ?? '')) &&
      !/size=invisible/.test(source)
    );
  if (tagName === 'img')
    return /captcha/i.test(
      `${source.split('?')[0] ?? ''} ${attributes['alt'] ?? ''} ${attributes['id'] ?? ''}`,
    );
  if (tagName === 'input') return isAnswerField(attributes);
  return WIDGET_CLASS.test(`${attributes['class'] ?? ''} ${attributes['id'] ?? ''}`);
}

/** The field for what the picture shows; those that carry the answer of a widget are hidden. */
function isAnswerField(attributes: Readonly<Record<string, string>>): boolean {
  if (attributes['type'] === 'hidden') return false;
  const names = ['name', 'id', 'placeholder', 'aria-label', 'class']
    .map((key) => attributes[key] ?? '')
    .join(' ');
  return /captcha/i.test(names) && !/response/i.test(names);
}

function uncheckedBox(run: Run): readonly Evidence[] {
  for (const step of realSteps(run)) {
    const { tree } = step.scrape ?? {};
    if (tree === undefined) continue;
    for (const { node, pointer } of walkTree(tree)) {
      const isBox =
        asText(node.attributes?.['role']) === 'checkbox' &&
        /captcha/i.test(
          `${asText(node.attributes?.['id']) ?? ''} ${asText(node.attributes?.['class']) ?? ''}`,
        );
      if (isBox && node.attributes?.['aria-checked'] === false)
        return [
          citeJson(
            { source: tree.source, pointer: `${pointer}/attributes/aria-checked` },
            false,
            'its box is not ticked',
          ),
        ];
    }
  }
  return [];
}
