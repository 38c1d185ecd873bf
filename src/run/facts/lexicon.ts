/**
 * Common wording of web pages, by what it tells a reader, in the languages most sites speak. A match is a hint that needs more evidence:
 * the text is new after an action, stands in a message, or the request behind it failed.
 */
export type Topic =
  | 'login-rejected'
  | 'account-locked'
  | 'session-ended'
  | 'validation'
  | 'empty'
  | 'maintenance'
  | 'out-of-service'
  | 'server-error'
  | 'timed-out'
  | 'form-token'
  | 'captcha'
  | 'generic-error'
  | 'paywall'
  | 'bot-check'
  | 'permission'
  | 'geo-block'
  | 'not-found'
  | 'page-gone'
  | 'unavailable'
  | 'loading'
  | 'one-time-code'
  | 'code-rejected'
  | 'device-check'
  | 'terms'
  | 'rate-limit'
  | 'confirmation';

/** Typographic apostrophes: pages use them as often as plain ones. */
const CURLY = /[‘’ʼ`´]/g;
/** Longer texts are articles, not messages. */
const MAX_MESSAGE_CHARS = 400;

const LEXICON = {
  'login-rejected': [
    /\b(?:invalid|incorrect|wrong|unrecogni[sz]ed|bad)\b.{0,40}\b(?:user ?name|user ?id|e-?mail|password|credentials?|log-?in|pin|account number|customer number)\b/,
    /\b(?:user ?name|user ?id|e-?mail(?: address)?|password|credentials?|log-?in(?: details| data)?|details you entered|pin|combination|sign-?in details)\b.{0,60}\b(?:is|are|was|were|not|do(?:es)? ?n[o']t|did not|didn't|could not|couldn't)\b.{0,30}\b(?:match|correct|incorrect|wrong|valid|invalid|recogni[sz]e|found|know|accept|right)/,
    /\b(?:could not|couldn'?t|can'?t|cannot|unable to|failed to|did not|not able to)\b.{0,20}\b(?:match|verify|recogni[sz]e|authenticate|find|sign|log)\b.{0,40}\b(?:in|password|e-?mail|user|account|credentials?|details|you)\b/,
    /\b(?:log-?in|sign-?in|authentication|logon|log on)\b (?:has )?(?:failed|unsuccessful|was not successful|error|denied|rejected)/,
    /\b(?:anmeldung|login)\b.{0,30}\b(?:fehlgeschlagen|nicht erfolgreich|ungültig|abgelehnt)|\b(?:passwort|kennwort|benutzername|zugangsdaten|anmeldedaten|e-mail)\b.{0,60}\b(?:falsch|ungültig|nicht korrekt|stimm|inkorrekt|unbekannt|nicht richtig)/,
    /\b(?:identifiants?|mot de passe|adresse e-?mail|connexion)\b.{0,50}(?:incorrect|invalide|erron|échou|non reconnu|ne correspond)/,
    /(?:contraseña|usuario|credenciales|correo|clave|inicio de sesión)\b.{0,50}(?:incorrect|inválid|no coincide|no válid|erróne|fallid|no es correct)/,
    /(?:password|credenziali|nome utente|accesso|utente)\b.{0,50}(?:errat|non corrett|non valid|fallit|non riconosciut)/,
    /(?:wachtwoord|gebruikersnaam|inloggen|inloggegevens)\b.{0,50}(?:onjuist|ongeldig|mislukt|klopt niet|niet correct|verkeerd)/,
    /(?:senha|utilizador|usuário|credenciais|palavra-passe)\b.{0,50}(?:incorret|inválid|não corresponde|errad)/,
    /(?:lösenord|användarnamn|inloggning|salasana|käyttäjätunnus|kirjautuminen|hasło|nazwa użytkownika|logowani|adgangskode|passord|heslo)\S{0,4}\b.{0,50}(?:fel|felaktig|misslyck|väär|virheell|epäonnist|nieprawid|błęd|nieudan|forkert|feil|ugyldig|nesprávn|chybn|neplatn)/,
    /\b(?:fel|felaktig\w{0,2}|väärä|virheellinen|nieprawidłow\w|błędn\w|forkert|feil|ugyldig|nesprávné|chybné|falsche[rs]?|ungültige[rs]?|mauvais|incorrecta?|sbagliat\w|onjuiste?|verkeerde?|hatalı|yanlış|geçersiz)\b.{0,40}(?:lösenord|användarnamn|salasana|käyttäjätunnus|hasło|login|brugernavn|adgangskode|brukernavn|passord|heslo|jméno|passwort|kennwort|benutzername|mot de passe|contraseña|password|wachtwoord|şifre|parola|kullanıcı)/,
    /(?:kullanıcı adı|şifre|parola|e-posta)\S{0,4}.{0,40}(?:hatalı|yanlış|geçersiz|bulunamadı)|(?:логин|пароль|имя пользователя).{0,40}(?:неверн|неправильн)|(?:неверн|неправильн)\S{0,4}.{0,30}(?:логин|пароль)|(?:パスワード|ユーザー名|メールアドレス|id).{0,20}(?:正しくありません|間違|誤り|一致しません)|(?:密码|用户名|账号|密碼).{0,12}(?:错误|不正确|錯誤|无效)|(?:아이디|비밀번호).{0,20}(?:일치하지|잘못|올바르지)|aucun compte|pas trouvé de compte|kein (?:konto|benutzer) (?:mit|gefunden)|no existe (?:ninguna|una) cuenta|nessun account/,
  ],
  'account-locked': [
    /\b(?:account|access|profile|user|login)\b.{0,50}\b(?:locked|suspended|disabled|deactivated|blocked|frozen|on hold)\b/,
    /\b(?:account|user|profile|log-?in)\b.{0,30}\b(?:inactive|not active|no longer active|revoked|terminated|closed)\b/,
    /\b(?:locked|suspended|disabled|deactivated|blocked)\b.{0,30}\b(?:account|access|user|customer)\b/,
    /too many (?:failed |unsuccessful |invalid |wrong |incorrect )?(?:log-?in |sign-?in |password |access )?attempts|exceeded (?:\S{1,20} ){0,3}(?:log-?in|sign-?in|password) attempts/,
    /\b(?:konto|zugang|benutzer)\b.{0,40}(?:gesperrt|deaktiviert|blockiert)|zu viele (?:fehl)?versuche/,
    /trop de tentatives|demasiados intentos|troppi tentativi|te veel (?:mislukte )?(?:inlog)?pogingen|muitas tentativas|för många (?:försök|inloggningsförsök)|liian monta (?:kirjautumis)?yritystä|zbyt wiele (?:nieudanych )?prób|for mange forsøg|příliš mnoho pokusů|çok fazla (?:\S{1,20} )?deneme|\bcompte\b.{0,40}(?:bloqué|suspendu|verrouillé|désactivé)|\bcuenta\b.{0,40}(?:bloquead|suspendid|desactivad)|\baccount\b.{0,40}(?:bloccat|sospes|disattivat|geblokkeerd|geschorst)|\bconta\b.{0,40}(?:bloquead|suspens)/,
    /(?:konto|tili|tilisi)\S{0,3}\b.{0,40}(?:låst|spärra|avstäng|lukittu|suljettu|zablokowan|zawieszon|spærret|sperret)/,
  ],
  'session-ended': [
    /\b(?:session|log-?in)\b.{0,30}\b(?:expired|timed ?out|ended|no longer valid|is over|invalid|closed)\b/,
    /\b(?:signed|logged) (?:you )?(?:out|off)\b|\bpage expired\b|\bno longer (?:signed|logged) in\b|\bsigned in (?:on|from) another\b|\bnot (?:signed|logged) in\b|\bplease (?:sign|log) in to (?:continue|proceed)|\b(?:sign|log) ?in again\b|due to inactivity|because of inactivity|for your security.{0,40}signed/,
    /(?:sitzung|session)\b.{0,30}(?:abgelaufen|beendet|ungültig)|erneut an(?:melden|zumelden)|wurden abgemeldet|wegen inaktivität/,
    /session\b.{0,30}expiré|reconnect|déconnecté|sesión\b.{0,30}(?:caducad|expirad|finalizad)|sessione\b.{0,30}scadut|sessie\b.{0,30}verlopen|sessão\b.{0,30}expir|opnieuw inloggen|iniciar sesión de nuevo/,
    /sessio\S{0,4}\b.{0,30}(?:gått ut|vanhent|päätty)|istunto\S{0,4}\b.{0,30}(?:vanhent|päätty)|sesja\b.{0,30}wygasł|session\S{0,3} (?:er )?(?:udløbet|utløpt)|logga in igen|kirjaudu uudelleen|zaloguj się ponownie|log ind igen/,
  ],
  validation: [
    /\b(?:is|are) (?:a )?(?:required|mandatory|missing|invalid)\b|\brequired field|\bfield is required|\bcan(?:not|'t) be (?:empty|blank|in the past)|\bmay not be (?:empty|blank)/,
    /\bplease (?:add|enter|select|provide|fill|choose|confirm|accept|check|correct|specify|tick|agree|upload|attach|use|give|type|complete|review)\b/,
    /\bmust (?:be|contain|match|have|include|not|start|end|use|lie|agree|accept|consist)\b|\b(?:should|has to|have to) (?:be|contain|have)\b.{0,60}\b(?:digits?|characters?|letters?|format|between|date|number)\b/,
    /\binvalid (?:format|value|date|phone|zip|postal|e-?mail|number|input|entry|code|amount|iban|tax|vat|reference|time)|\bnot a valid\b|\bat (?:least|most) \d+ (?:characters|digits|letters)|\balready (?:exists|registered|taken|in use)|\bwrong format|\bnot (?:accepted|allowed)\b|\bdoes not match\b|\bexpected format|\bout of range|\btoo (?:long|short|large|small|high|low|many)\b|\bnot (?:known|recogni[sz]ed)\b/,
    /\bbitte (?:geben|wählen|füllen|bestätigen|prüfen|akzeptieren|korrigieren|ergänzen|beachten)\b|pflichtfeld|\b(?:muss|müssen|darf|dürfen)\b.{0,60}\b(?:sein|enthalten|werden|bestehen|liegen|haben)\b|\bist (?:erforderlich|ungültig|nicht gültig)|ungültige[rs]?\b|existiert bereits|bereits vergeben/,
    /\bveuillez (?:saisir|entrer|sélectionner|choisir|renseigner|remplir|confirmer|accepter|vérifier|indiquer|cocher)\b|champs? obligatoire|\b(?:est|sont) (?:requis|obligatoire|invalide)|\bdoit (?:être|contenir|comporter)|format (?:invalide|incorrect)/,
    /\b(?:introduzca|ingrese|seleccione|complete|indique|rellene|acepte|elija)\b|campo obligatorio|es obligatori|\bdebe (?:ser|contener|tener|introducir|aceptar|estar)|formato (?:inválido|incorrecto|no válido)|no es válid/,
    /\b(?:inserire|inserisci|selezionare|seleziona|compilare|accettare)\b|campo obbligatorio|è obbligatori|\bdeve (?:essere|contenere|avere)|formato non valido|non è valid/,
    /\b(?:vul|kies|selecteer|voer|controleer|bevestig)\b.{0,40}\b(?:in|alstublieft|aan)\b|verplicht veld|is verplicht|\bmoet (?:zijn|bevatten|minimaal|een)|ongeldig/,
    /\b(?:insira|selecione|preencha|informe|aceite)\b|campo obrigatório|é obrigatóri|\bdeve (?:ser|conter|ter)|(?:formato|valor) inválido/,
    /obligatorisk|måste (?:vara|innehålla|anges|fyllas)|ogiltig|vänligen (?:ange|välj|fyll)|pakollinen|on pakolli|täytä|virheellinen|valitse|pole (?:jest )?wymagane|wymagan[ey]|nieprawidłow|proszę (?:podać|wybrać|wpisać)|skal (?:være|indeholde|udfyldes)|må (?:være|fylles|inneholde)|ugyldig|povinn[éý]|zadejte|neplatn/,
  ],
  empty: [
    /\bno (?:\S{1,20} ){0,3}(?:results?|records?|items?|matches|data|orders?|invoices?|documents?|entries|hits|suppliers?|vendors?|customers?|products?|files?|rows?|transactions?|bookings?|appointments?|slots?|flights?|tickets?|contacts?|messages?)\b.{0,40}\b(?:found|available|match|to (?:show|display)|exist|yet|returned|for)\b/,
    /\bno (?:search )?(?:results?|matches|hits|records?|entries)\b(?:[.!]|$| for\b| found)|\b0 (?:\S{1,20} ){0,2}(?:results?|match(?:es)?|hits|records|items|entries|found)\b|\bnothing (?:was )?(?:found|to show|matches|here)\b|\bdid not match any|\b(?:cart|list|basket|inbox) is empty|\bnone found\b|\b(?:results?|hits|matches|treffer|ergebnisse|résultats?|resultados?|risultati|resultaten|träffar|tulokset|wyniki)\s?[:(]\s?0\b|\b(?:yielded|returned|found|gave) (?:no|nothing|zero)\b|\b(?:could not|couldn't|can't|cannot|did not|didn't) find (?:any|anything)|\bwe found no\b|\bno .{1,40} (?:found|available|listed)\b/,
    /\bkeine (?:\S{1,25} ){0,2}(?:gefunden|vorhanden|verfügbar)|\bkeine (?:treffer|ergebnisse|einträge|daten)\b|\b0 (?:treffer|ergebnisse)|nichts gefunden/,
    /\baucun(?:e)? (?:résultat|élément|donnée|document|commande|enregistrement)|\bsin resultados|no se (?:han )?encontr|ningún resultado|\bnessun (?:risultato|elemento|dato)|\bgeen (?:\S{1,20} ){0,2}(?:resultaten|gevonden|items|treffers)|nenhum (?:resultado|registro|item)|\binga (?:\S{1,20} ){0,2}(?:träffar|resultat|hittades)|ei (?:\S{1,20} ){0,2}(?:tuloksia|löyty)|brak (?:wyników|danych)|nie znaleziono|ingen (?:\S{1,20} ){0,2}(?:resultater|treff|fundet)|žádné (?:výsledky|záznamy)/,
    /\baucun(?:e)? (?:\S{1,25} ){1,4}(?:trouvé|ne correspond|disponible|à afficher)|ne correspond(?:ent)? à votre recherche|\bno hay (?:\S{1,20} ){0,2}(?:resultados|datos|registros|elementos|facturas|pedidos|documentos|coincidencias)|\bnon (?:ci sono|è stato trovato|sono stati trovati)\b|\bnão (?:foram|foi) encontrad|\b(?:heeft|hebben) geen resultaten|\b0 (?:of|von|sur|de|di|van|av|z) 0\b|該当.{0,12}(?:ありません|なし)|見つかりません|(?:没有|沒有|未)(?:找到|符合|相关|相關|任何)|无结果|暂无|결과가 없|ничего не найдено|не найден[оы]|sonuç bulunamadı|δεν βρέθηκ|nincs találat|niciun rezultat|لا توجد نتائج|לא נמצאו/,
  ],
  maintenance: [
    /\b(?:down|closed|unavailable|offline|interrupted|out of service) (?:for|due to|because of|during|while) (?:\S{1,20} ){0,3}(?:maintenance|updat\w{1,4}|upgrad\w{1,4}|works?|migrat\w{1,4})|\bunder(?:going)? (?:\S{1,20} )?maintenance|\b(?:scheduled|planned|routine|ongoing|urgent|system|site|website) (?:maintenance|works?|downtime|outage)|\b(?:being|getting) (?:\S{1,20} )?(?:updated|upgraded|maintained|an? (?:update|upgrade))|\bmaintenance (?:work|mode|window|in progress|break|is|page)|\btechnical (?:works?|maintenance|break)\b|\bright back\b|\bback (?:soon|shortly|online|at \d)|\b(?:performing|carrying out|doing) (?:\S{1,20} ){0,3}(?:maintenance|updates?|upgrades?)|^\s?maintenance\s?$/,
    /wartungsarbeiten|wartung\b|wartungsmodus|gerade aktualisiert|(?:wird|werden) (?:\S{1,20} ){0,3}(?:gewartet|aktualisiert)|technische arbeiten/,
    /en maintenance|maintenance (?:programmée|en cours|technique)|opération de maintenance|mantenimiento|manutenzione|onderhoud|manutenção|underhåll|huoltokatko|huolto|prace (?:serwisowe|konserwacyjne|techniczne)|przerwa techniczna|vedligehold|vedlikehold|údržb|bakım|технические работы|техническ\S{0,4} обслуживани|メンテナンス|维护|維護|점검/,
  ],
  'out-of-service': [
    /\b(?:temporarily|currently|momentarily) (?:\S{1,20} )?(?:unavailable|offline|out of service|closed|down|not available)\b|\bservice (?:temporarily |currently )?unavailable\b|\b(?:is|are) (?:down|offline|out of service)\b|\bexperiencing technical (?:difficulties|problems|issues)|\btechnical (?:difficulties|problem)/,
    /(?:vorübergehend|derzeit|zurzeit|momentan|aktuell) nicht (?:verfügbar|erreichbar)|technische (?:störung|probleme)|temporairement (?:indisponible|inaccessible)|actuellement indisponible|problème technique|temporalmente (?:no disponible|fuera de servicio)|problemas técnicos|temporaneamente non disponibile|problemi tecnici|tijdelijk niet (?:beschikbaar|bereikbaar)|technische storing|temporariamente (?:indisponível|fora)|tillfälligt (?:otillgänglig|stängd|ur drift)|tilapäisesti poissa|chwilowo niedostępn|tymczasowo niedostępn|midlertidigt? (?:utilgængelig|utilgjengelig|nede)|dočasně nedostupn/,
  ],
  'server-error': [
    /\b(?:http )?(?:error )?50[0-4]\b.{0,30}\b(?:error|gateway|unavailable|time-?out|internal|server)|\b(?:internal server error|bad gateway|gateway time-?out|service unavailable|web server is down|origin is unreachable|connection timed out|application error|backend fetch failed|upstream connect error)\b|\bserver error\b.{0,20}\b50\d\b|\b(?:error|fehler|erreur|errore|fout|fel|błąd|virhe|fejl|feil|chyba):? ?50[0-4]\b|interner serverfehler|erreur interne du serveur|error interno del servidor|errore interno del server|interne serverfout|erro interno do servidor|internt serverfel|wewnętrzny błąd serwera/,
  ],
  'timed-out': [
    /\b(?:request|connection|operation|search|report|server|query|upload|it|page|loading|call)\b.{0,40}\b(?:timed? ?out|took too long|not respond|did not answer|no (?:response|answer))|\btime ?out\b|\btaking longer than\b|zeitüberschreitung|antwortet nicht|dauert zu lange|délai (?:d'attente )?dépassé|tiempo de espera|tempo scaduto|time-out|tempo (?:limite )?(?:esgotado|excedido)|tidsgräns|aikakatkai|przekroczono (?:limit )?czas/,
  ],
  'form-token': [
    /\b(?:csrf|xsrf)\b|\brequest forgery|\banti-?forgery|\b(?:form|security|request|session) token\b|\btoken mismatch|\bform (?:has |is )?(?:expired|too old|no longer valid)|formular (?:ist )?abgelaufen|sicherheitstoken|jeton (?:csrf|de sécurité)|token de seguridad/,
  ],
  captcha: [
    /captcha|\b(?:i'm |you are |you're )?not a robot\b|\b(?:complete|solve|pass|finish) (?:the |this )?(?:\S{1,20} )?(?:challenge|puzzle|verification|security check)|\b(?:characters|letters|text|code|digits|numbers) (?:\S{1,20} ){0,3}(?:in|from|on) the (?:image|picture)|\bslide (?:\S{1,20} ){0,3}(?:to|right)|\bdrag the (?:slider|piece)|\bsecurity (?:check|verification)\b|\bverification (?:failed|required|challenge)\b/,
    /kein roboter|sicherheitsabfrage|sicherheitsprüfung|zeichen (?:im|aus dem) bild|pas un robot|caractères (?:de|dans) l'image|no soy un robot|caracteres de la imagen|non sono un robot|geen robot|não sou (?:um )?robô|inte en robot|en ole robotti|nie jestem robotem|ikke en robot|nejsem robot|robot değilim|не робот|ロボットではありません/,
  ],
  'generic-error': [
    /\bsomething went wrong|\ban? (?:\S{1,20} )?error (?:has )?occurred|\binternal (?:server )?error|\boops\b|\btry again (?:later|in a)|\berror code\b|\bcould ?n[o'’]t be \w+|\bcan ?n[o'’]t be (?:saved|sent|processed|loaded|completed|submitted)|\bfailed to (?:save|load|send|submit|process|update|create)|\bunexpected error|\bwe (?:could not|couldn't|are unable|were unable)|\b(?:not|n't) been (?:saved|sent|submitted|processed)|\bwas(?: not|n't) (?:saved|sent|submitted|processed)|\b(?:network|connection|loading|server|communication) error\b|\bunable to (?:load|save|send|connect|reach|process|complete|submit|fetch|retrieve)|\bfailed to fetch\b|\bcheck your (?:internet |network )?connection|\b(?:could|can) ?(?:not|n't) (?:load|save|send|connect|reach|process|complete|submit|fetch|retrieve|create)/,
    /\bein fehler ist aufgetreten|etwas ist schiefgelaufen|später erneut|konnte nicht (?:gespeichert|gesendet|geladen|verarbeitet)|kann nicht (?:geladen|gespeichert|gesendet)|(?:laden|speichern|senden) (?:ist )?fehlgeschlagen|technischer fehler|une erreur|réessayer plus tard|n'a pas pu être|impossible de (?:charger|enregistrer|envoyer)|no se (?:pudo|ha podido)|impossibile (?:caricare|salvare|inviare)|non è stato possibile|kon niet worden|kan niet worden (?:geladen|opgeslagen)|não foi possível|kunde inte (?:laddas|sparas|skickas)|nie udało się|kunne ikke|nepodařilo se|bir hata oluştu|произошла ошибка|エラーが発生|发生错误|ha ocurrido un error|inténtelo (?:de nuevo )?más tarde|si è verificato un errore|riprova più tardi|er is (?:iets mis|een fout)|probeer het later|ocorreu um erro|tente novamente|ett fel (?:har )?(?:uppstått|inträffade)|försök igen|virhe|yritä (?:myöhemmin )?uudelleen|wystąpił błąd|spróbuj ponownie|der (?:er )?opst(?:od|ået) en fejl|en feil oppst|došlo k chybě/,
  ],
  paywall: [
    /\bsubscribe to (?:continue|read|unlock|view|access)|\bupgrade (?:your (?:plan|account|subscription)|to (?:\S{1,20} ){0,3}(?:to )?(?:continue|unlock|view|read|access|see|use)\b)|^upgrade to \S{1,20}(?: \S{1,12})?$|\bunlock (?:this|the full|full access|all)|\b(?:monthly|free|article) limit\b|\bfree articles?\b.{0,30}\b(?:left|used|limit)|\b(?:log in|sign in|register) or subscribe\b|\b(?:this|the) (?:article|content|feature|report|page) is (?:reserved|available only|only available|exclusive|part of)|\btrial (?:period )?(?:has )?(?:ended|expired)|\b(?:premium|subscribers?|members?)[ -](?:only|content|area|exclusive)|\bpayment required|\bonly (?:available )?(?:for|to) (?:subscribers|members|premium)|\bsubscription (?:is )?(?:required|needed|expired)|\b(?:requires|needs) (?:a|an) (?:\S{1,20} ){0,2}(?:subscription|membership|plan|licen[cs]e)\b|\bbecome a (?:member|subscriber)|\bplan does not include/,
    /jetzt abonnieren|nur für abonnenten|abo erforderlich|réservé aux abonnés|abonnez-vous|solo para suscriptores|suscríbete|riservato agli abbonati|abbonati|alleen voor abonnees|assinantes|prenumerant|tilaajille|dla subskrybentów/,
  ],
  'bot-check': [
    /\bverify (?:that )?you(?:'re| are) (?:a )?human|\bchecking (?:if the site connection|your browser)|\bunusual traffic|\bautomated (?:access|queries|requests|traffic)|\bare you a robot|\bi(?:'|’)?m not a robot|\bpress (?:&|and) hold|\bpardon our interruption|\brequest unsuccessful\. incapsula|\benable javascript and cookies to continue|\bjust a moment\b|\battention required\b|\bhuman verification|\bsecurity check\b|\bprove (?:that )?you(?:'re| are) (?:not a robot|human)|\bsuspicious activity\b|\bbot (?:activity|traffic|detect)|\byou have been blocked\b|\busing automation tools?\b|\bbelieve you are (?:using|a)\b|\bunable to access\b.{0,60}\bblocked|\bthink (?:that )?you (?:were|are|might be|may be) a (?:ro)?bot|\byour (?:ip|ip address|browser|request|network)\b.{0,40}\b(?:flagged|blocked|banned|blacklisted|rejected)|\bverifying (?:that )?(?:you are|your browser)|\bconfirm (?:that )?you(?:'re| are) (?:a )?human|\b(?:enable js|enable javascript)\b.{0,20}\bdisable any ad ?blocker|\bcloudflare ray id\b|\brequested url was rejected|\bsecurity checkpoint\b|\berror code:? 10(?:06|07|08|09|10|15|20)\b|\bsucuri website firewall|\bincapsula incident|\b(?:ro)?bots? (?:and crawlers |are |is )?not (?:allowed|permitted)|\bddos protection\b|\bblocked by (?:network security|our firewall|the firewall)/,
    /bestätigen sie, dass sie (?:ein )?mensch|ungewöhnlicher (?:daten)?verkehr|automatisierte (?:zugriffe|anfragen)|ihre ip-adresse (?:wurde|ist) (?:gesperrt|blockiert)|browser wird überprüft|trafic inhabituel|accès automatisé|tráfico inusual|acceso automatizado|traffico insolito|ongebruikelijk verkeer|ovanlig trafik|nietypowy ruch|kein roboter|ungewöhnlichen (?:daten)?verkehr|je ne suis pas un robot|vérifi(?:ez|er) que vous êtes (?:un )?humain|no soy un robot|verifique que es humano|non sono un robot|ik ben geen robot|não sou um robô|jag är inte en robot|en ole robotti|nie jestem robotem/,
  ],
  permission: [
    /\baccess (?:is )?(?:denied|forbidden|restricted|not allowed|refused)|\bnot (?:authori[sz]ed|permitted|entitled|allowed) to\b|\b(?:insufficient|missing|lack(?:ing|s)?|no|not the) (?:\S{1,20} ){0,2}(?:permissions?|privileges?|rights|authori[sz]ation)\b|\bforbidden\b|\bnot (?:part of|included in|covered by|enabled for|available (?:for|to|in)) your (?:role|permissions?|profile|account|rights|plan)|\byour (?:role|account|user|profile) (?:does not|doesn't|is not|cannot|lacks?)\b|\bdo(?:es)? ?n[o']t have (?:\S{1,20} ){0,3}(?:access|permission|rights?)|\bcontact your (?:system )?administrator|\b(?:requires?|needs?) (?:\S{1,20} ){0,3}(?:role|permission|rights?|privileges?)\b|\brole does not allow|\bnot allowed (?:for|by) your|\bno access\b|\bunauthori[sz]ed\b/,
    /kein(?:en)? zugriff|zugang verweigert|fehlen (?:ihnen )?die (?:\S{1,20} )?(?:rechte|berechtigung)|droits? insuffisants|n'avez pas (?:accès|l'autorisation)|permisos? insuficientes|permessi insufficienti|onvoldoende rechten|permissão insuficiente|behörighet saknas|inte behörig|puutteelliset oikeudet|niewystarczające uprawnienia|manglende rettigheder|přístup odepřen|erişim(?:iniz)? (?:engellendi|reddedildi)|доступ запрещ|アクセス権|权限不足|zugriff verweigert|keine berechtigung|nicht berechtigt|fehlende (?:rechte|berechtigung)|accès (?:refusé|interdit)|pas (?:autorisé|les droits)|acceso denegado|no tiene (?:permiso|acceso)|no autorizado|accesso negato|non autorizzat|non hai (?:i permessi|accesso)|toegang geweigerd|geen (?:toegang|rechten|toestemming)|acesso negado|sem permissão|åtkomst nekad|saknar behörighet|ei (?:käyttö)?oikeutta|pääsy (?:evätty|kielletty)|brak (?:dostępu|uprawnień)|adgang nægtet|ingen adgang|ikke tilgang/,
  ],
  'geo-block': [
    /\b(?:not|un)(?: |-)?available (?:in|from|for|to) (?:your|this) (?:country|region|location|area|territory)|\bgeo.?(?:block|restrict|fenc)|\b(?:only|cannot|can't|can only|not) (?:be )?(?:\S{1,20} ){0,3}(?:available|accessed|opened|viewed|played|watched|used|streamed|listened to|ordered) (?:\S{1,20} ){0,3}(?:within|from within|inside|outside|from|in) (?:the )?[a-zà-ÿ]|\baccess from your (?:country|region|location)|\b(?:your|this) (?:country|region|location) (?:is|was|has been) (?:blocked|restricted|excluded)|\boutside (?:of )?(?:your|the|our) (?:country|region|service area)|\b(?:your|this) (?:country|region|location) is not (?:supported|served)|\brights reasons.{0,40}(?:country|region|location)|\bvisitors from your\b/,
    /in (?:ihrem|deinem|ihrer|deiner) (?:land|region) (?:leider |derzeit |noch )?nicht (?:verfügbar|erhältlich|abrufbar)|aus (?:ihrem|deinem) land (?:nicht|gesperrt)|nur (?:in|aus) .{0,30}(?:verfügbar|abrufbar)|pas disponible dans votre (?:pays|région)|no (?:está )?disponible en su (?:país|región)|non (?:è )?disponibile nel tuo paese|niet beschikbaar in (?:uw|jouw) (?:land|regio)|não (?:está )?disponível (?:no seu|em seu) país|inte tillgänglig i ditt land|ei ole saatavilla maassasi|niedostępn\w{1,3} w (?:twoim|państwa) kraju/,
  ],
  'not-found': [
    /\b(?:page|site|document|file|link|resource|item|record|article|listing|offer|bill|invoice|order|product|entry|content|address|url)\b.{0,40}\b(?:not (?:be )?found|no longer (?:available|exists?|in|here|online|listed|part)|does(?: not|n't) exist|has (?:been )?(?:moved|removed|deleted|gone|expired)|was (?:moved|removed|deleted|withdrawn)|is gone|cannot be found|could ?n[o']t be found|unavailable)|\b404\b(?!\d)|\bpage missing|\bnothing here\b(?! yet)|\bwe can'?t find (?:that|the|this) (?:page|document)|\b410\b|\bdead link|\bnot found\b|\blost\?$|\byou're lost\b|\bthis page (?:isn't|is not) available/,
    /seite (?:wurde )?nicht gefunden|existiert nicht|nicht mehr (?:verfügbar|vorhanden)|page (?:non trouvée|introuvable)|n'existe (?:pas|plus)|página no (?:encontrada|existe)|no (?:se )?encontr\w{1,3} la página|pagina non trovata|non esiste(?: più)?|pagina niet gevonden|bestaat niet(?: meer)?|página não encontrada|não existe|sidan (?:kunde inte hittas|finns inte)|sivua ei löy|nie znaleziono strony|strona nie istnieje|siden (?:blev ikke|ikke) fundet|finner ikke siden|stránka (?:nenalezena|nebyla nalezena)|sayfa bulunamadı|страница не найдена|ページが見つかりません|找不到(?:页面|頁面)|페이지를 찾을 수 없/,
  ],
  'page-gone': [
    /\b(?:page|site|content|url|address|route|view|file|document)\b.{0,40}\b(?:not (?:be )?found|no longer (?:available|exists?)|does(?: not|n't) exist|has (?:been )?(?:moved|removed|deleted|gone)|was (?:moved|removed|deleted)|is gone|cannot be found|could ?n[o']t be found|isn't available|is not available)|\bpage missing|\bwe can'?t find (?:that|the|this) (?:page|document)|\b(?:error|fehler|erreur|errore|fout|fel|błąd)?:? ?404\b(?!\d)(?:.{0,20}not found)?$|^(?:http |status |error )?(?:404|410)\b(?!\d)|^not found\.?$|\bnothing (?:here|at this address)\b(?! yet)|^gone\.?$/,
    /seite.{0,30}(?:nicht gefunden|existiert nicht|nicht mehr (?:verfügbar|vorhanden))|page (?:demandée )?(?:non trouvée|introuvable|n'existe (?:pas|plus))|página no (?:encontrada|existe|disponible)|no (?:se )?encontr\w{1,3} la página|pagina (?:non trovata|non esiste)|pagina.{0,20}(?:niet gevonden|bestaat niet)|página não (?:encontrada|existe)|sidan.{0,20}(?:kunde inte hittas|finns inte|hittades inte)|sivua ei (?:löy|ole)|nie znaleziono strony|strona (?:nie istnieje|nie została znaleziona)|siden.{0,20}(?:ikke fundet|findes ikke|finnes ikke)|finner ikke siden|stránka (?:nenalezena|neexistuje|nebyla nalezena)|sayfa bulunamadı|страница не найдена|ページが見つかりません|找不到(?:页面|頁面)|페이지를 찾을 수 없/,
  ],
  unavailable: [
    /\balready (?:been )?(?:voted|submitted|applied|registered for|enrolled|claimed|paid|cancell?ed|redeemed|used|booked|returned|taken part|answered)|\b(?:does|do|did) not (?:meet|fulfil|qualify|satisfy)|\bnot (?:entitled|qualified|covered|deliverable|offered|served|for sale)|\bineligible|\b(?:deadline|closing date|time limit|period|window|offer|voucher|coupon|promotion)\b.{0,30}\b(?:passed|expired|ended|over|closed|elapsed)|\bdo(?:es)? not (?:deliver|ship|offer)\b|\bclosed (?:for|until|on|permanently|to new)\b|\bhas (?:been )?(?:withdrawn|discontinued)\b/,
    /bereits (?:abgestimmt|eingereicht|beantragt|bezahlt|storniert|gekündigt|eingelöst|angemeldet|gebucht|teilgenommen)|nicht (?:berechtigt|teilnahmeberechtigt|lieferbar|buchbar|zulässig)|frist\b.{0,30}(?:abgelaufen|verstrichen)|(?:anmeldung|verkauf|buchung)\b.{0,20}(?:geschlossen|beendet)|déjà (?:voté|soumis|payé|annulé|utilisé|inscrit|réservé)|(?:non|pas) éligible|(?:date limite|délai)\b.{0,30}(?:dépassé|expiré)|ya (?:ha|has|se ha) (?:votado|enviado|pagado|cancelado|inscrito|utilizado)|no (?:cumple|reúne) los requisitos|plazo\b.{0,30}(?:finalizado|vencido|cerrado)|già (?:votato|inviato|pagato|annullato|iscritto|utilizzato)|non (?:idone|ammess|soddisfa)|termine\b.{0,30}scadut|(?:komt|kom) niet in aanmerking|al (?:gestemd|ingediend|betaald|geannuleerd|aangemeld)|termijn\b.{0,30}verstreken|já (?:votou|enviou|pagou|cancelou|inscrito)|prazo\b.{0,30}(?:encerrado|terminado)/,
    /\b(?:all|every|each)\b.{0,40}\b(?:sold out|booked out|fully booked|booked|taken|gone|unavailable|closed)\b|\bsold out\b|\bfully booked|\bout of stock|\bno longer (?:available|offered|sold|possible|accepted|open)|\bdiscontinued|\bnot available (?:any ?more|for (?:order|booking|purchase))|\b(?:registration|booking|application|enrol(?:l)?ment|submission|sale|ordering|deadline|period|applications)s? (?:is|are|has|have|was)? ?(?:been )?(?:closed|ended|over|passed|expired)|\bno (?:\S{1,20} ){0,2}(?:places?|seats?|slots?|dates?|appointments?|availability|rooms?|tickets?)\b.{0,30}\b(?:left|available|remaining|free|open)\b|\b(?:cannot|can't|can not|can no longer) be (?:cancell?ed|changed|booked|ordered|returned|refunded|modified|renewed|extended|edited|deleted|transferred|reopened)|\bnot eligible|\bwaiting list only|\bwaitlist/,
    /\bausverkauft|ausgebucht|nicht mehr (?:verfügbar|lieferbar|möglich)|vergriffen|anmeldeschluss|keine (?:plätze|termine)|\bcomplet\b|épuisé|plus disponible|rupture de stock|inscriptions? (?:closes?|terminées?)|agotad|completo\b|no quedan|ya no (?:está|se)|esaurit|tutto esaurito|non più disponibile|uitverkocht|volgeboekt|niet meer (?:beschikbaar|mogelijk)|esgotad|não (?:está )?mais disponível|slutsåld|fullbokad|loppuunmyyty|täynnä|wyprzedan|brak miejsc|udsolgt|utsolgt|vyprodáno/,
  ],
  loading: [
    /^(?:loading|please wait|wird geladen|lade|laden|bitte warten|chargement|veuillez patienter|cargando|espere|caricamento|attendere|bezig met laden|even geduld|carregando|aguarde|laddar|ladataan|ładowanie|indlæser|laster|načítá)\b|\b(?:loading|fetching|retrieving|processing|preparing|calculating|searching)\b.{0,40}(?:…|\.\.\.|please wait|one moment)|\b(?:still )?loading\b.{0,30}$|^(?:fetching|retrieving|preparing|calculating|processing)\b|\b(?:is|are) (?:still )?being (?:prepared|loaded|generated|fetched|calculated|created|processed|retrieved)\b|\bwird (?:gerade )?(?:erstellt|berechnet|vorbereitet|geladen)\b|\b(?:en cours de|en cours) (?:chargement|préparation|génération)|\bse está (?:cargando|preparando|generando)|読み込み中|加载中|로딩|загрузка|yükleniyor/,
  ],
  'one-time-code': [
    /\b(?:one-?time|verification|security|authentication|authenticator|confirmation|access|login|6-digit|six-digit|sms|otp|2fa|mfa)[ -](?:\S{1,15} )?(?:code|passcode|password|token|pin)\b|\bauthenticator(?: app)?\b|\b(?:two|2|multi)-?(?:factor|step)|\benter the (?:code|\d-digit)|\bwe(?:'ve| have)? (?:just )?(?:sent|texted|e-?mailed) (?:you )?(?:a|the) (?:\S{1,15} )?code|\bcode (?:we|that was|has been) sent/,
    /bestätigungscode|sicherheitscode|einmal(?:code|passwort|kennwort)|zwei-?faktor|authentifizierungs(?:code|app)|code de (?:vérification|sécurité|confirmation)|double authentification|código de (?:verificación|seguridad|confirmación|verificação|segurança)|codice di (?:verifica|sicurezza)|verificatiecode|beveiligingscode|verifieringskod|engångskod|vahvistuskoodi|kertakäyttö|kod (?:weryfikacyjny|jednorazowy)|engangskode|ověřovací kód/,
  ],
  'code-rejected': [
    /\b(?:invalid|incorrect|wrong|expired)\b.{0,30}\b(?:code|otp|token|passcode)\b|\b(?:code|otp|token|passcode)\b.{0,40}\b(?:is|was|has)? ?(?:not (?:valid|correct|accepted)|invalid|incorrect|wrong|expired|did not match|does ?n[o']t match)/,
    /code\b.{0,30}(?:falsch|ungültig|abgelaufen|incorrect|invalide|expiré|onjuist|ongeldig|verlopen)|código\b.{0,30}(?:incorrect|inválid|caducad|expirad)|codice\b.{0,30}(?:errat|non valid|scadut)|kod\S{0,3}\b.{0,30}(?:fel|ogiltig|väär|nieprawid|forkert|feil)/,
  ],
  'device-check': [
    /\bconfirm (?:that )?it(?:'|’)?s you|\bnew (?:device|browser|location)\b|\bunrecogni[sz]ed device|\bapprove (?:this |the )?(?:sign|log).?in|\bapprove .{0,30}on your (?:phone|device|other)|\bmagic link|\bcheck your (?:e-?mail|inbox|phone)\b|\bwe(?:'ve| have)? (?:sent|e-?mailed) (?:you )?(?:a|an) (?:\S{1,15} )?link|\bopen the .{0,20}app to (?:approve|confirm)|\btrust this (?:device|browser)|\bidentity verification|\bapprove (?:the )?(?:sign|log).?in request|\btap the number|\bconfirm (?:the |your )?(?:sign|log).?in\b|\bverify your identity/,
    /neues gerät|bestätigen sie ihre (?:identität|anmeldung)|prüfen sie ihr(?:e e-mails|en posteingang)|nouvel appareil|confirmez (?:votre identité|que c'est vous)|vérifiez (?:vos e-mails|votre boîte)|nuevo dispositivo|confirme su identidad|revise su correo|nuovo dispositivo|conferma la tua identità|nieuw apparaat|bevestig uw identiteit|novo dispositivo|ny enhet|uusi laite|nowe urządzenie/,
  ],
  terms: [
    /\b(?:accept|agree to|review|read and accept|updated|new|changed) (?:\S{1,20} ){0,3}(?:terms|conditions|privacy (?:policy|notice)|agreement|policy|policies)\b|\b(?:change|update|reset|renew) your password\b|\bpassword (?:has )?expired|\bchoose a new password|\bcomplete your (?:profile|registration|account|details)|\bbefore you (?:can )?continue\b|\bset up (?:two|2|multi)/,
    /(?:agb|nutzungsbedingungen|geschäftsbedingungen)\b.{0,20}(?:geändert|aktualisiert)|(?:neuen?|geänderten?|aktualisierten?) (?:nutzungsbedingungen|agb|geschäftsbedingungen)|passwort (?:ändern|abgelaufen)|profil vervollständigen|(?:nouvelles|accepte[rz]) (?:\S{1,15} )?conditions|changer votre mot de passe|nuevos términos|acept(?:e|ar) (?:\S{1,15} )?(?:términos|condiciones)|cambi(?:e|ar) su contraseña|nuovi termini|accetta(?:re)? (?:\S{1,15} )?(?:termini|condizioni)|nieuwe voorwaarden|voorwaarden accepteren|wachtwoord wijzigen|novos termos/,
  ],
  'rate-limit': [
    /\btoo many requests\b|\brate.?limit|\bquota (?:has been )?(?:exceeded|reached)|\brequest limit\b|\blimit of requests|\bslow down\b|\btry again in \d+ (?:seconds|minutes|hours)|\btoo (?:many|often)\b.{0,30}\b(?:requests?|searches|tries|calls)/,
    /zu viele anfragen|trop de requêtes|demasiadas (?:solicitudes|peticiones)|troppe richieste|te veel (?:verzoeken|aanvragen)|demasiados pedidos|muitas (?:solicitações|requisições)|för många förfrågningar|liian monta pyyntöä|zbyt wiele (?:żądań|zapytań)|for mange (?:anmodninger|forespørsler)|příliš mnoho požadavků|çok fazla istek|слишком много запросов|リクエストが多すぎ|请求过(?:多|于频繁)/,
  ],
  confirmation: [
    /\b(?:thank you|thanks)\b|\b(?:successfully|success)\b|\bhas been (?:saved|sent|submitted|received|booked|created|updated|changed|placed|accepted|registered|cancell?ed|deleted|approved|recorded)|\b(?:order|booking|request|application|submission|payment|registration|report|ticket|confirmation|reference) (?:number|no\.?|id|#)\b|\bwe have received\b|\b(?:order|booking|request|message|report|application|changes?|payment|appointment|details) (?:was |were |is |are )?(?:saved|sent|submitted|received|booked|confirmed|placed|approved|completed|accepted|updated)\b|\b(?:is|are|was|were) (?:now )?(?:booked|saved|sent|reserved|confirmed|registered|scheduled|on its way)\b|\bconfirmed\b|\bsaved\b|\bcomplete[d]?\b/,
    /\bvielen dank|erfolgreich|wurde (?:gespeichert|gesendet|gebucht|übermittelt|erstellt|aktualisiert)|bestell(?:ung|nummer)|bestätigung|\bmerci\b|avec succès|a (?:bien )?été (?:enregistré|envoyé)|\bgracias\b|con éxito|ha sido (?:guardad|enviad|registrad)|\bgrazie\b|con successo|è stat[oa] (?:salvat|inviat)|\bbedankt\b|succesvol|is (?:opgeslagen|verzonden)|obrigad[oa]|com sucesso|\btack\b|\bkiitos\b|tallennettu|lähetetty|dziękujemy|zapisan|pomyślnie|\btak\b for|\btakk\b|děkujeme/,
  ],
} satisfies Record<Topic, readonly RegExp[]>;

/** Whether a text of a page speaks of a topic. */
export function speaksOf(text: string, topic: Topic): boolean {
  const sample = text.slice(0, MAX_MESSAGE_CHARS).toLowerCase().replace(CURLY, "'");
  return LEXICON[topic].some((pattern) => pattern.test(sample));
}

/** The first of some topics that a text speaks of. */
export function topicOf(text: string, topics: readonly Topic[]): Topic | undefined {
  return topics.find((topic) => speaksOf(text, topic));
}
