const WORDS = new RegExp(
  [
    String.raw`(?<!\b(?:the|an?|my|your|our|this|that|its|his|her|their|last|latest|newest|next|first|of|each|every|new|open|for|in|on|from|sales|annual|monthly|daily|purchase|full)\s)\b(?:submit|send|save|change|update|book|order|buy|purchase|pay|apply|register|sign up|enrol|enroll|file|place|request|reserve|cancel|delete|remove|add|create|approve|reject|confirm|post|publish|transfer|renew|upload|report|subscribe|unsubscribe|schedule|reschedule|assign|set|switch|activate|deactivate|enter|complete|issue|record|log|claim|donate|vote|invite|reply|move|rename|mark|close|extend|return|refund|top up|reorder|check in)\b`,
    String.raw`(?<!\p{L})(?:änder\w*|speicher\w*|send\w*|buch\w*|bestell\w*|bezahl\w*|überweis\w*|beantrag\w*|reservier\w*|kündig\w*|lösch\w*|storni\w*|meld\w*|trag\w*|reich\w*|leg\w*|erstell\w*|registrier\w*|bestätig\w*|verläng\w*)`,
    String.raw`(?<!\p{L})(?:change[rz]?|enregistre[rz]?|envoye[rz]?|réserve[rz]?|commande[rz]?|paye[rz]?|inscri\w*|demande[rz]?|annule[rz]?|supprime[rz]?|ajoute[rz]?|crée[rz]?|modifie[rz]?|soumet\w*|dépose[rz]?|valide[rz]?)`,
    String.raw`(?<!\p{L})(?:cambi\w*|guard\w*|enví\w*|envi\w*|reserv\w*|pide|pedir|compr\w*|pag\w*|solicit\w*|cancel\w*|elimin\w*|añad\w*|cre[ae]\w*|modific\w*|registr\w*|present\w*|renuev\w*|prenot\w*|ordin\w*|salv\w*|invi\w*|richied\w*|annull\w*|aggiung\w*|modificare|wijzig\w*|opsla\w*|boek\w*|bestel\w*|betaal\w*|vraag\w*|annuleer\w*|verwijder\w*|verstuur\w*|dien \w+ in|meld \w+ aan)`,
  ].join('|'),
  'iu',
);

/** Whether a goal asks for something to be handed in or changed, and not only for something to be seen. */
export function wantsToHandIn(goal: string): boolean {
  const text = goal.slice(0, 5_000);
  return WORDS.test(text) && !HELD_BACK.test(text);
}

/** The goal itself says that the last step is not to be taken. */
const HELD_BACK =
  /\b(?:do not|don't|don’t|never|without|stop before|but not)\b.{0,30}\b(?:submit|send|sav|confirm|pay|book|order|press|click|plac)|\bnicht\b.{0,20}\b(?:absenden|senden|abschicken|speichern|bestellen|buchen)|\b(?:sans|sin|senza|zonder)\b.{0,10}\b(?:envoyer|valider|enviar|inviare|verzenden|opslaan)/i;
