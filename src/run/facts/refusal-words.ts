/** How models say no, in the languages goals are written in. */
const REFUSAL = new RegExp(
  [
    String.raw`\bI(?:'|’)?m (?:sorry|unable|not able|not comfortable)\b|\bI am (?:sorry|not able|not comfortable)\b`,
    String.raw`\bI (?:can(?:no|'|’)t|cannot|can not|am unable to|am not able to|will not|won(?:'|’)t|must (?:decline|refuse)|have to decline|decline to|refuse to)\b.{0,60}\b(?:help|assist|do|comply|support|provide|continue|perform|complete|fulfil|participate|process|order|proceed|carry out|take part|automate|facilitate)`,
    String.raw`\b(?:against|violates?|breach(?:es)? of|not (?:permitted|allowed) (?:by|under)) (?:my|our|the) (?:\w{1,20} ){0,2}(?:polic|guideline|terms|principle)|\b(?:content|usage|safety) (?:filter|polic(?:y|ies))\b|\bnot something I can (?:help|assist|do)`,
    String.raw`\b(?:dabei|hierbei|damit|diese[rnms]? \p{L}{1,30}) (?:kann|darf|möchte) ich (?:\p{L}{1,15} ){0,3}nicht|\bich kann (?:\p{L}{1,20} ){0,5}nicht (?:\p{L}{1,20} ){0,2}(?:helfen|unterstützen|ausführen|nachkommen|weiterhelfen|durchführen|bearbeiten)|\bich (?:muss|möchte) (?:\p{L}{1,15} ){0,3}ablehnen|\bes tut mir leid, aber`,
    String.raw`\bje (?:ne peux|ne suis) pas (?:\S{1,20} ){0,4}(?:aider|effectuer|accéder|réaliser|traiter|assister|poursuivre|en mesure)|\bje suis désolée?,? (?:mais )?je|\bje refuse\b`,
    String.raw`\bno puedo (?:\S{1,20} ){0,3}(?:ayudar|asistir|realizar|completar|cumplir|proporcionar|continuar)|\blo siento,? (?:pero )?no`,
    String.raw`\bnon posso (?:\S{1,20} ){0,3}(?:aiutar|assister|eseguire|completare|procedere)|\bmi dispiace,? (?:ma )?non`,
    String.raw`\bik kan (?:\S{1,20} ){0,5}niet (?:\S{1,20} ){0,2}(?:helpen|uitvoeren|meewerken|assisteren)|\bhet spijt me,? (?:maar )?ik`,
    String.raw`\bnão posso (?:\S{1,20} ){0,3}(?:ajudar|realizar|concluir|atender)|\bdesculpe,? (?:mas )?não`,
    String.raw`\bjag kan (?:\S{1,20} ){0,3}inte (?:hjälpa|utföra)|\ben voi (?:\S{1,20} ){0,3}auttaa|\bnie mogę (?:\S{1,20} ){0,3}(?:pomóc|wykonać)|\bjeg kan (?:\S{1,20} ){0,3}ikke (?:hjælpe|hjelpe)`,
  ].join('|'),
  'iu',
);
/** Without one of these, "I cannot proceed" may as well speak of the page. */
const UNWILLING =
  /help|assist|comply|polic|guideline|principle|declin|refus|comfortable|against|helfen|unterstützen|ablehnen|aider|assister|ayudar|asistir|aiutar|helpen|meewerken|ajudar|hjälpa|auttaa|pomóc|hjælpe|hjelpe/i;
const MAX_CHARS = 2_000;

/** Where prose says no; undefined when it does not. */
export function findRefusal(prose: string): { readonly index: number } | undefined {
  const match = REFUSAL.exec(prose.slice(0, MAX_CHARS));
  return match === null ? undefined : { index: match.index };
}

/** True when words of a plan or a reason show unwillingness, and not only that the page does not let it. */
export function isUnwilling(words: string): boolean {
  const match = REFUSAL.exec(words.slice(0, MAX_CHARS));
  return match !== null && UNWILLING.test(match[0]);
}
