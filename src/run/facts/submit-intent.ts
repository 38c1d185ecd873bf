const WORDS = new RegExp(
  [
    String.raw`(?<!\b(?:the|an?|my|your|our|this|that|its|his|her|their|last|latest|newest|next|first|of|each|every|new|open|for|in|on|from|sales|annual|monthly|daily|purchase|full)\s)\b(?:submit|send|save|change|update|book|order|buy|purchase|pay|apply|register|sign up|enrol|enroll|file|place|request|reserve|cancel|delete|remove|add|create|approve|reject|confirm|post|publish|transfer|renew|upload|report|subscribe|unsubscribe|schedule|reschedule|assign|set|switch|activate|deactivate|enter|complete|issue|record|log|claim|donate|vote|invite|reply|move|rename|mark|close|extend|return|refund|top up|reorder|check in)\b`,
    String.raw`(?<!\p{L})(?:änder\w*|speicher\w*|send\w*|buch\w*|bestell\w*|bezahl\w*|überweis\w*|beantrag\w*|reservier\w*|kündig\w*|lösch\w*|storni\w*|meld\w*|trag\w*|reich\w*|leg\w*|erstell\w*|registrier\w*|bestätig\w*|verläng\w*)`,
    String.raw`(?<!\p{L})(?:change[rz]?|enregistre[rz]?|envoye[rz]?|réserve[rz]?|commande[rz]?|paye[rz]?|inscri\w*|demande[rz]?|annule[rz]?|supprime[rz]?|ajoute[rz]?|crée[rz]?|modifie[rz]?|soumet\w*|dépose[rz]?|valide[rz]?)`,
    String.raw`(?<!\p{L})(?:cambi\w*|guard\w*|enví\w*|envi\w*|reserv\w*|pide|pedir|compr\w*|pag\w*|solicit\w*|cancel\w*|elimin\w*|añad\w*|cre[ae]\w*|modific\w*|registr\w*|present\w*|renuev\w*|prenot\w*|ordin\w*|salv\w*|invi\w*|richied\w*|annull\w*|aggiung\w*|modificare|wijzig\w*|opsla\w*|boek\w*|bestel\w*|betaal\w*|vraag\w*|annuleer\w*|verwijder\w*|verstuur\w*|dien \w+ in|meld \w+ aan)`,
    String.raw`(?<!\p{L})(?:mettez|mets) .{1,60} à jour|(?<!\p{L})(?:alter[ae]|mud[ae]|guarde|envie|compre|pague|solicite|cancele|apague|adicione|regist[re]e|atualize|submeta|marque)(?!\p{L})`,
    String.raw`(?<!\p{L})(?:zmień|zapisz|wyślij|zamów|zarezerwuj|kup|złóż|dodaj|usuń|anuluj|potwierdź|zarejestruj|opłać|zapłać|przedłuż|zaktualizuj|zgłoś|ändra|spara|skicka|boka|beställ|betala|ansök|avboka|uppdatera|registrera)(?!\p{L})`,
  ].join('|'),
  'iu',
);

/** Whether a goal asks for something to be handed in or changed, and not only for something to be seen. */
export function wantsToHandIn(goal: string): boolean {
  const text = goal.slice(0, 5_000);
  return WORDS.test(text) && !HELD_BACK.test(text);
}

/** Words of restraint, and of filling in for its own sake: with one of them a form left unsent may be what was wanted. */
const RESTRAINT =
  /(?<!\p{L})(?:not|don['’]?t|never|without|only|just|stop|until|before|leave|draft|preview|fill\w*|nicht|kein\w*|ohne|nur|bis|bevor|ausfüll\w*|pas|sans|seulement|avant|rempli\w*|no|sin|solo|antes|rellen\w*|complet[ae]|non|senza|prima|compila\w*|niet|zonder|alleen|voordat|vul|não|sem|apenas|preench\w*|nie|bez|tylko|zanim|wypełni\w*|inte|utan|bara|ikke|uden|uten)(?!\p{L})/iu;

/** Whether nothing in a goal speaks against handing in what it gives: for goals whose verbs are not known. */
export function mayBeHandedIn(goal: string): boolean {
  return goal.trim() !== '' && !RESTRAINT.test(goal.slice(0, 5_000));
}

/** The goal itself says that the last step is not to be taken. */
const HELD_BACK =
  /\b(?:do not|don't|don’t|never|without|stop before|but not)\b.{0,30}\b(?:submit|send|sav|confirm|pay|book|order|press|click|plac)|\b(?:nicht|ohne)\b.{0,20}\b(?:absenden|senden|abschicken|speichern|bestellen|buchen)|\b(?:sans|sin|senza|zonder)\b.{0,10}\b(?:envoyer|valider|enviar|inviare|verzenden|opslaan)/i;
