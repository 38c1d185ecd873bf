import { findInstruction } from '../../run/facts/injected-instruction.ts';
import { contentWords } from '../../run/facts/content-words.ts';
import { citeExchange, citeJson, citeText, type Evidence } from '../../run/evidence.ts';
import { describeAction, elementName } from '../../run/describe-action.ts';
import { followedVoice, type FollowedVoice } from '../../run/facts/followed-voice.ts';
import { gaveUp } from '../../run/facts/gave-up.ts';
import { goalOf } from '../../run/facts/goal.ts';
import { plannedActions } from '../../run/facts/planned-actions.ts';
import { realSteps } from '../../run/facts/progress.ts';
import { exchangesOf } from '../../run/facts/submit.ts';
import type { Action, PageSnapshot, Run, Step } from '../../run/run.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';

/**
 * A text on the page speaks to the agent, and an action followed it away from the goal. Hidden text and comments count as well: the model may have seen them. A page about
 * language models is no injection, so without an action that follows, it is a remark only.
 */
export const promptInjection = defineAnalyser({
  id: 'agent.prompt_injection',
  needs: ['steps'],
  findings: {
    'agent.prompt_injection': {
      meaning: 'A text on the page gave the agent instructions, and the agent followed them.',
      owner: 'agent',
      retry: 'after-change',
      fixes: [
        'Say in the goal that texts on the page are data and never instructions.',
        'Restrict the task to the pages it needs, and check what the run did on the way.',
        'Report the text to the owner of the site.',
      ],
    },
  },
  run: (run) => {
    for (const step of realSteps(run)) {
      const found = step.snapshots.flatMap((snapshot) => injectionIn(snapshot) ?? [])[0];
      if (found !== undefined) return [judge(run, step, found)];
    }
    const voice = gaveUp(run) === undefined ? undefined : followedVoice(run);
    return voice === undefined ? [] : [fromVoice(voice)];
  },
});

const MAX_SEARCHED = 500_000;

interface Injection {
  readonly snapshot: PageSnapshot;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function injectionIn(snapshot: PageSnapshot): Injection | undefined {
  const html = snapshot.document.text.slice(0, MAX_SEARCHED);
  const body = Math.max(0, html.search(/<body[\s>]/i));
  const match = findInstruction(html.slice(body));
  if (match === null) return undefined;
  const start = body + match.index;
  return { snapshot, start, end: start + Math.min(match[0].length, 300), text: match[0] };
}

function judge(run: Run, from: Step, injection: Injection): Finding<'agent.prompt_injection'> {
  const followed = followingAction(run, from, injection);
  const quote = injection.text.replace(/\s+/g, ' ').slice(0, 160);
  const exchange =
    followed === undefined
      ? undefined
      : exchangesOf(run, followed.step, followed.action).find(
          (candidate) => candidate.mimeType?.startsWith('text/html') === true,
        );
  const evidence: readonly Evidence[] =
    followed === undefined
      ? []
      : [
          citeFollowing(followed.action),
          ...(exchange === undefined ? [] : [citeExchange(exchange, 'where the action led')]),
        ];
  return {
    code: 'agent.prompt_injection',
    title:
      followed === undefined
        ? `A text on the page speaks to the agent: "${quote}"`
        : `The page told the agent what to do ("${quote}"), and step ${followed.step.order} did it: ${describeAction(followed.action)}.`,
    explanation:
      followed === undefined
        ? 'No action of the run follows it.'
        : 'The action is not part of the goal; it is what the text on the page asks for. What the run met there is a consequence.',
    bearing: {
      tier: 'observed',
      confidence: followed === undefined ? 0.3 : ENDS.has(followed.action.type) ? 0.7 : 0.86,
      persistence: 'persistent',
    },
    step: followed?.step ?? from,
    atMs: followed?.action.startedAtMs,
    locus: 'instructions in page text',
    evidence: [
      citeText(injection.snapshot.document, injection, 'the text that speaks to the agent'),
      ...evidence,
    ],
  };
}

/** Nobody is addressed in words that are known; what was done is still what a visitor or a hidden note says, and not the goal. */
function fromVoice(voice: FollowedVoice): Finding<'agent.prompt_injection'> {
  const { step, action, snapshot, text, isRepeated } = voice;
  return {
    code: 'agent.prompt_injection',
    title: `A text that is not the site's own names what step ${step.order} did (${describeAction(action)}): "${text.replace(/\s+/g, ' ').trim().slice(0, 160)}"`,
    explanation:
      'The action is not part of the goal; the text that names it was written by a visitor or hidden in the page.',
    bearing: {
      tier: 'observed',
      confidence: isRepeated ? 0.72 : 0.62,
      persistence: 'persistent',
    },
    step,
    atMs: action.startedAtMs,
    locus: 'instructions in page text',
    evidence: [
      citeText(snapshot.document, voice, 'the text that names the action'),
      citeFollowing(action),
    ],
  };
}

interface Following {
  readonly step: Step;
  readonly action: Action;
}

/** An action whose element, address or reason shares words with the text, but not with the goal. */
function followingAction(run: Run, from: Step, { text }: Injection): Following | undefined {
  const told = contentWords(text);
  const steps = realSteps(run);
  for (const step of steps.slice(steps.indexOf(from))) {
    const wanted = contentWords(goalOf(run, step));
    const action = step.actions.find((candidate) => {
      if (candidate.type === 'wait') return false;
      const name = `${nameOf(candidate)} ${urlOf(step, candidate)}`;
      const words = contentWords(`${name} ${candidate.text ?? ''} ${candidate.reasoning ?? ''}`);
      const shared = [...words].filter((word) => told.has(word) && !wanted.has(word));
      // Giving up or stopping is often the agent's own idea: it must repeat more of the text.
      if (ENDS.has(candidate.type)) return shared.length >= 3;
      return shared.length > 0 && ![...contentWords(name)].some((word) => wanted.has(word));
    });
    if (action !== undefined) return { step, action };
  }
  return undefined;
}

const ENDS: ReadonlySet<string> = new Set(['terminate', 'complete']);

/** Where the model wanted to go; the step does not keep it. */
function urlOf(step: Step, action: Action): string {
  const planned = plannedActions(step).find((candidate) => candidate.action === action);
  return (planned?.url ?? '').replace(/[^\p{L}]+/gu, ' ');
}

function nameOf(action: Action): string {
  return action.element === undefined ? '' : (elementName(action.element) ?? '');
}

function citeFollowing(action: Action): Evidence {
  const { place, reasoning } = action;
  return reasoning === undefined
    ? citeJson(
        { source: place.source, pointer: `${place.pointer}/action_type` },
        action.type,
        'the action that follows it',
      )
    : citeJson(
        { source: place.source, pointer: `${place.pointer}/reasoning` },
        reasoning,
        'the reason the model gives for the action',
      );
}
