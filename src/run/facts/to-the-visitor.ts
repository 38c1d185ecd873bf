const TO_THE_VISITOR =
  /\b[Yy]ou(?:r|'ve|’ve)?\b|(?<!\p{L})(?:Sie|Ihre?[rmns]?|vous|votre|usted|su solicitud|lei|ha già|u |uw )(?!\p{L})/u;

/** Said to the visitor, and not about some item or about others. */
export function isToTheVisitor(text: string): boolean {
  return TO_THE_VISITOR.test(text);
}
