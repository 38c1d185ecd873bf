import { citeJson, citeText, type Evidence } from '../../run/evidence.ts';
import { actionFailures, citeFailure } from '../../run/facts/action-failures.ts';
import { pageStates, type PageState } from '../../run/facts/page-states.ts';
import { realSteps } from '../../run/facts/progress.ts';
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
  /(?:^|\s)(?:g-recaptcha|h-captcha|cf-turnstile|frc-captcha|mtcaptcha|geetest_\w{1,20}|captcha-?(?:box|widget|container|image))(?:$|\s)/i;
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
  const tries = realSteps(run).flatMap((step) =>
    step.actions
      .filter((action) => action.type === 'solve_captcha')
      .map((action) => ({ step, action })),
  );
  const states = pageStates(run);
  const withWidget = states.filter((state) => widgetOn(state).length > 0);
  const last = lastState(run);
  const carrier = widgetOn(last ?? withWidget.at(-1));
  const [first] = carrier.length > 0 ? carrier : widgetOn(withWidget.at(-1));
  const [attempt] = tries;
  if (first === undefined) return undefined;
  // A widget that stays on a page where the run goes on is no obstacle.
  const isAtEnd = last !== undefined && widgetOn(last).length > 0;
  if (attempt === undefined && !isAtEnd) return undefined;
  const tried =
    attempt === undefined
      ? []
      : [
          citeJson(
            {
              source: attempt.action.place.source,
              pointer: `${attempt.action.place.pointer}/action_type`,
            },
            attempt.action.type,
            'the run tried to get past it',
          ),
        ];
  const step = attempt?.step ?? withWidget[0]?.step;
  return build(
    step,
    [first, ...carrier.slice(1, 3), ...uncheckedBox(run), ...tried],
    attempt !== undefined ? (isAtEnd ? 0.88 : 0.75) : 0.6,
    'observed',
  );
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
  return page.elements.filter((element) => {
    if (element.isHidden || element.attributes['data-size'] === 'invisible') return false;
    if (WIDGET_CLASS.test(element.attributes['class'] ?? '')) return true;
    return (
      element.tagName === 'iframe' &&
      (WIDGET_FRAME.test(element.attributes['src'] ?? '') ||
        /challenge|captcha/i.test(element.attributes['title'] ?? '')) &&
      !/size=invisible/.test(element.attributes['src'] ?? '')
    );
  });
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
