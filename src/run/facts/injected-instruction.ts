const AGENT = [
  String.raw`(?:ai|a\.i\.|llm|gpt|chatgpt|claude|copilot|automated|autonomous|virtual|digital|shopping|browser|web|language)[ -]{0,2}(?:assistants?|agents?|models?|bots?|systems?|browsers?)`,
  String.raw`ai|chatbots?|language models?|(?:web )?crawlers? and agents?`,
  String.raw`ki|(?:ki|ai)-?(?:assistent\w{0,3}|agent\w{0,3}|system\w?|modell\w?)|sprachmodelle?n?|automatisierte\w? (?:agenten|systeme|assistenten)`,
  String.raw`ia|(?:assistants?|agents?|modèles?|robots?) (?:d['’])?(?:ia|intelligence artificielle|de langage|automatis\w+)`,
  String.raw`(?:asistentes?|agentes?|modelos?) (?:de )?(?:ia|inteligencia artificial|lenguaje|automatizad\w+)|(?:assistenti|agenti|modelli) (?:di )?(?:ia|ai|intelligenza artificiale)|(?:assistentes?|agentes?) (?:de )?ia`,
  String.raw`ai-?(?:assistent\w{0,3}|agent\w{0,3})`,
].join('|');
/** Machines as buyers and visitors: only behind a notice, for the words alone mean many things. */
const MACHINES = String.raw`(?:automated|automatic|automatisierte|automatische|automatiques?|automatizad[oa]s?|automatici|geautomatiseerde) (?:buyers?|shoppers?|visitors?|users?|customers?|clients?|käufer|besucher|kunden)|(?:shopping|buying|browsing) (?:helpers?|bots?|robots?|software)|agents? d['’]achat (?:automatiques?|virtuels?)|bots?`;
const NOTICE = String.raw`(?:note|notice|attention|message|instructions?|important|warning|information|hinweis|achtung|anweisung\w{0,2}|wichtig|nachricht|nota|avis|avviso|istruzioni|instrucciones|atención|aviso|instruções|opmerking|let op|instructies)`;
const FOR = String.raw`(?:to|for|an|für|pour|aux?|à|para|a los|per|agli|voor|aan)`;
const MUST = String.raw`(?:must|should|shall|need to|have to|are required|are instructed|please|first|müssen|sollen|bitte|zuerst|doivent|doit|veuillez|d'abord|deben|debe|tienen que|por favor|devono|deve|moeten|devem)`;
const ADDRESSED = new RegExp(
  String.raw`(?<!\p{L})${NOTICE}(?!\p{L})[^.<>]{0,40}(?<!\p{L})${FOR}(?!\p{L})[^.<>]{0,30}(?<!\p{L})(?:${AGENT}|${MACHINES})(?!\p{L})[^<>]{0,300}|(?<!\p{L})(?:${NOTICE},?|${FOR}) (?:${MACHINES})(?!\p{L})\s?[,:!][^<>]{0,300}|(?<!\p{L})if you are an? (?:\p{L}{1,15} ){0,2}(?:${AGENT}|${MACHINES})(?!\p{L})[^<>]{0,300}|(?<!\p{L})(?:${AGENT})(?!\p{L})[^.<>]{0,40}(?<!\p{L})${MUST}(?!\p{L})[^<>]{0,300}`,
  'iu',
);
const OVERRIDE = new RegExp(
  [
    String.raw`\b(?:ignore|disregard|forget|override)\b[^.<>]{0,20}\b(?:previous|prior|above|earlier|all|your|any)\b[^.<>]{0,20}\b(?:instructions?|prompts?|rules?|goals?|tasks?|directions?)\b[^<>]{0,300}`,
    String.raw`\byou are now\b[^<>]{0,20}\b(?:agent|assistant|in)\b[^<>]{0,200}|\bsystem prompt\b[^<>]{0,200}|\bnew instructions?:[^<>]{0,300}`,
    String.raw`(?:ignorier\w*|vergiss|vergessen sie|missachte\w*)[^.<>]{0,30}(?:anweisung|vorgabe|auftrag|aufgabe|regel)[^<>]{0,300}`,
    String.raw`(?:ignore[rz]?|oublie[rz]?)[^.<>]{0,30}(?:instructions|consignes|règles)[^<>]{0,300}`,
    String.raw`(?:ignor[ae]n?|olvid[ae]n?|dimentica\w*|esqueça)[^.<>]{0,30}(?:instrucciones|istruzioni|instruções|reglas|regole)[^<>]{0,300}`,
    String.raw`(?:negeer|vergeet)[^.<>]{0,30}(?:instructies|opdracht|regels)[^<>]{0,300}`,
  ].join('|'),
  'iu',
);

/** A text that speaks to the agent that reads the page, or wants its orders forgotten: hidden text and comments included. */
export function findInstruction(html: string): RegExpExecArray | null {
  return ADDRESSED.exec(html) ?? OVERRIDE.exec(html);
}
