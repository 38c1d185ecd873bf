import { asArray, asText, at } from '../../support/unknown.ts';
import type { Action, JsonPlace, LlmCall, Step } from '../run.ts';

/** One action as the model wrote it, before Skyvern turned it into a step's action. */
export interface PlannedAction {
  readonly step: Step;
  readonly call: LlmCall;
  /** Lower case. */
  readonly type: string;
  readonly elementId: string | undefined;
  readonly text: string | undefined;
  readonly url: string | undefined;
  /** The field as the model calls it. */
  readonly field: string | undefined;
  /** Of the action itself; its fields lie below. */
  readonly place: JsonPlace;
  /** What was done of it; undefined for actions that never came about. */
  readonly action: Action | undefined;
}

/** What the model planned in a step, in its order. */
export function plannedActions(step: Step): readonly PlannedAction[] {
  return step.llmCalls.flatMap((call) => {
    const { parsed } = call;
    const planned = asArray(at(parsed?.value, 'actions')) ?? [];
    if (parsed === undefined || planned.length === 0) return [];
    const done = pairing(step);
    return planned.map((item, index): PlannedAction => {
      const type = (asText(at(item, 'action_type')) ?? '').toLowerCase();
      const elementId = asText(at(item, 'id')) ?? asText(at(item, 'element_id'));
      return {
        step,
        call,
        type,
        elementId,
        text: asText(at(item, 'text')),
        url: asText(at(item, 'url')) ?? asText(at(item, 'download_url')),
        field: asText(at(item, 'context', 'field')),
        place: { source: parsed.source, pointer: `/actions/${index}` },
        action: done(type, elementId, index),
      };
    });
  });
}

/** Each action of the step is given away once: by element, by place in the list, else the next of its type. */
function pairing(
  step: Step,
): (type: string, elementId: string | undefined, index: number) => Action | undefined {
  const free = new Set(step.actions);
  return (type, elementId, index) => {
    const alike = [...free].filter((action) => action.type === type);
    const found =
      alike.find((action) => elementId !== undefined && action.elementId === elementId) ??
      (elementId === undefined
        ? (alike.find((action) => action.order === index) ?? alike[0])
        : undefined);
    if (found !== undefined) free.delete(found);
    return found;
  };
}

/** Where the model wrote a field of a planned action. */
export function plannedPlace({ place }: PlannedAction, field: string): JsonPlace {
  return { source: place.source, pointer: `${place.pointer}/${field}` };
}
