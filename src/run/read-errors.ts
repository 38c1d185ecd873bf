import type { SourceRef } from '../support/source-ref.ts';
import { asArray, asNumber, asText, at } from '../support/unknown.ts';
import type { FailureCategory, RunError } from './run.ts';

export function readErrors(
  value: unknown,
  source: SourceRef,
  pointer: string,
): readonly RunError[] {
  return (asArray(value) ?? []).map((row, index) => ({
    code: asText(at(row, 'error_code')),
    reasoning: asText(at(row, 'reasoning')),
    isUserDefined: at(row, 'error_type') === 'USER_DEFINED_ERROR',
    place: { source, pointer: `${pointer}/${index}` },
  }));
}

export function readFailureCategories(
  value: unknown,
  source: SourceRef,
  pointer: string,
): readonly FailureCategory[] {
  return (asArray(value) ?? []).flatMap((row, index) => {
    const category = asText(at(row, 'category'));
    if (category === undefined) return [];
    return {
      category,
      confidence: asNumber(at(row, 'confidence_float')),
      reasoning: asText(at(row, 'reasoning')),
      place: { source, pointer: `${pointer}/${index}` },
    };
  });
}
