/** Words of user interfaces and formats that must stay readable even when somebody uses one as a secret. */
const WORDS = `
about above accept accepted access account accounts action actions active address admin after again agree alert allow
already amount another answer apply approve archive artifact article assign attach author available avatar basket before
begin below between billing block blocked booking boolean border bottom browser budget button calendar cancel canceled
captcha careers category center change changed channel charge checkbox checked checkout choose clear click clicked client
close closed collapse color column comment common company complete completed confirm confirmed connect consent contact
content continue control cookie cookies country coupon create created credit currency current custom customer danger dashboard
default delete deleted delivery denied deposit description desktop detail details device dialog different digital direct
disable disabled discount dismiss display document domain download dropdown during editor element email empty enable enabled
english enter error errors event every example expand expired export extract failed failure false feature feedback field
fields filter finish finished first follow footer forbidden forgot format forward found frame french german general global
google group guest header height hello hidden history hotel hours house image images import incorrect index industry input
insert inside install instead invalid invoice iframe issue items january keyword label language large later latest layout
learn legal letter level light limit linked links listing loading local location locked login logout manage market master
maximum medium member members menu message messages method middle minimum minute missing mobile model modify module monday
month monthly morning mother multiple native navigate navigation needed network never newsletter night normal notice
notification nothing number object offers office online option options order orders original other output overview package
parent partner password passwort patient payment payments pending people percent period person phone picture platform please
plugin policy popular popup position postal preview previous price primary print privacy private problem process product
products profile program project promo provide public publish purchase quantity question quick random rating reason receipt
received recent record redirect refresh refund region register regular reject related reload remember remove removed rental
repeat reply report request required reserve reset resource response result results resume retry return returned review reviews
right router sample saturday saved schedule scroll search second secret section secure security select selected seller send
server service services session settings share shipping short should show sidebar signin signup simple single skyvern small
social software solution source spanish special standard start started state status steps still store stored street string
strong student style subject submit submitted subscribe subtotal success successful summary sunday support switch system table
target task tasks template terminate terminated terms tester testing thank thanks there these thing third this those thread
ticket title today toggle token tomorrow tooltip topic total totals track tracking traffic transfer travel trial update updated
upload upgrade useful username users valid value values verified verify version video views visible visit visitor waiting
wallet warning watch website wednesday weekly welcome where which while white widget width window within without workflow
working write wrong yearly yellow yesterday your zoom undefined anonymous unknown optional unlimited confidential localhost
administrator redacted placeholder credential credentials authorization bearer basic digest application javascript
anmelden abmelden benutzer benutzername suche suchen weiter zurück speichern abbrechen bestätigen senden warenkorb konto
connexion déconnexion rechercher suivant précédent annuler envoyer valider panier compte utilisateur buscar siguiente
anterior cancelar enviar guardar carrito cuenta usuario entrar procurar seguinte salvar conta
midnight default light-theme dark-theme system-default en-us en-gb de-de fr-fr same-origin no-cache no-store keep-alive
`;

const COMMON = new Set(WORDS.split(/\s+/));

/** True for words that occur in ordinary pages, in any case. */
export function isCommonWord(value: string): boolean {
  return COMMON.has(value.toLowerCase());
}
