/** Countries whose sites and viewers are told apart most often. */
const REGIONS =
  'AR AT AU BE BR CA CH CL CN CO CZ DE DK EE ES FI FR GB GR HR HU IE IN IS IT JP KR LT LU LV MX NL NO NZ PE PL PT RO SE SG SI SK TR UA US ZA'.split(
    ' ',
  );
const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'sv', 'da'];

/** Names as sentences use them; Polish and Czech bend theirs, so they are not in the list. */
const NAMES = [
  ...new Set(
    LANGUAGES.flatMap((language) => {
      const names = new Intl.DisplayNames([language], { type: 'region' });
      return REGIONS.flatMap((region) => names.of(region)?.toLowerCase() ?? []);
    }),
  ),
  'the uk',
  'the us',
  'the usa',
  'polsce',
  'czechach',
  'niemczech',
].map((name) => name.replace(/[^\p{L} '-]/gu, '.'));

const SHOWN = String.raw`(?:watch|view|stream|listen|play|show|broadcast|available|accessible|open to|reserved|seh|seh\w*|hör\w*|zeigen|verfügbar|sendung|réservée?|diffusée?|visible|disponible|disponibil\w*|disponível|ver|escuchar|guardar\w*|ascoltar\w*|beschikbaar|bekijken|beluisteren|kijken|dostępn\w*|oglądać|tillgänglig\w*|tilgængelig\w*)`;
const ONLY = String.raw`(?:only|outside(?: of)?|nur|ausschließlich|außerhalb|uniquement|seulement|hors|réservée?|sólo|solo|fuera|soltanto|solamente|fuori|enkel|alleen|buiten|apenas|só|fora|tylko|wyłącznie|poza|endast|utanför|kun|uden for)`;
const COUNTRY = `(?:${NAMES.join('|')})`;

/** Something can be seen in some country only: the word for it, the limit and the country, in any order a sentence has. */
export const ONLY_IN_COUNTRY = new RegExp(
  [
    String.raw`(?<!\p{L})${ONLY}(?!\p{L}).{0,40}(?<!\p{L})${SHOWN}(?!\p{L}).{0,40}(?<!\p{L})${COUNTRY}(?!\p{L})`,
    String.raw`(?<!\p{L})${SHOWN}(?!\p{L}).{0,60}(?<!\p{L})${ONLY}(?!\p{L}).{0,30}(?<!\p{L})${COUNTRY}(?!\p{L})`,
    String.raw`(?<!\p{L})${ONLY}(?!\p{L}).{0,30}(?<!\p{L})${COUNTRY}(?!\p{L}).{0,30}(?<!\p{L})${SHOWN}(?!\p{L})`,
    String.raw`(?<!\p{L})(?:reserved (?:for|to)|réservée?s? (?:à|aux?)|reservad[oa]s? (?:para|a)|riservat[oaie] a\S{0,4}|voorbehouden aan) .{0,20}(?<!\p{L})${COUNTRY}(?!\p{L})`,
  ].join('|'),
  'u',
);
