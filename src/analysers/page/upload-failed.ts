import { failedStatus } from '../../requests/failed-status.ts';
import { speaksOf } from '../../run/facts/lexicon.ts';
import { newMessages, type NewMessage } from '../../run/facts/new-messages.ts';
import { defineAnalyser, type Analyser } from '../define-analyser.ts';
import { defineExceptionAnalyser } from '../exception-analyser.ts';
import type { Finding } from '../finding.ts';
import { defineRequestAnalyser } from '../request-analyser.ts';

const INFO = {
  meaning: 'The file could not be uploaded.',
  owner: 'task',
  retry: 'after-change',
  fixes: [
    'Check size and type of the file against what the site accepts.',
    'Name the upload control in the goal as the page labels it.',
  ],
} as const;

/** The server refused the file: too large (413) or of a wrong kind (415), or any refusal of a multipart request. */
export const uploadRefused: Analyser = defineRequestAnalyser({
  code: 'page.upload_failed',
  info: INFO,
  matches: (request) => {
    const status = failedStatus(request);
    if (!request.isSubmit || status < 400 || status >= 500) return false;
    return (
      status === 413 ||
      status === 415 ||
      (isMultipart(request.exchange.postMimeType) && ![401, 403, 429].includes(status))
    );
  },
  outcome: (request) =>
    REASONS.get(failedStatus(request)) ?? `refused the upload (${failedStatus(request)})`,
  explanation: 'The file left the browser and the server did not take it.',
  confidence: 0.92,
});

const REASONS = new Map([
  [413, 'refused the upload: the file is too large (413)'],
  [415, 'refused the upload: this kind of file is not accepted (415)'],
]);

function isMultipart(mimeType: string | undefined): boolean {
  return mimeType?.startsWith('multipart/form-data') ?? false;
}

/** The chosen element takes no files. */
export const uploadTarget: Analyser = defineExceptionAnalyser({
  code: 'page.upload_failed',
  info: INFO,
  matches: ({ exceptionType }) => exceptionType === 'WrongElementToUploadFile',
  title: ({ step }, target) =>
    `The ${target} takes no files, so the upload of step ${step.order} failed.`,
  explanation: () => 'No file chooser opened for the element.',
  claim: 'the element takes no files',
  confidence: 0.88,
});

const FILE =
  /\b(?:file|attachment|upload|document|image|photo|scan|pdf|jpe?g|png|datei|anhang|dokument|bild|fichier|pièce jointe|archivo|adjunto|documento|allegato|bestand|bijlage|ficheiro|arquivo|anexo|fil|bilaga|tiedosto|liite|plik|załącznik|soubor|příloh)\w{0,3}\b/iu;
const REFUSED =
  /\b(?:too (?:large|big|many)|exceeds?|maximum|max\.?|at most|larger than|bigger than|smaller than|size|limit|not (?:allowed|supported|accepted|permitted|valid)|unsupported|invalid|only|corrupt|damaged|virus|infected|unreadable|could not be|couldn't be|cannot be|failed|rejected|wrong (?:type|format)|zu groß|überschreitet|maximal|höchstens|nur|nicht (?:erlaubt|unterstützt|zulässig|möglich)|ungültig|fehlgeschlagen|trop (?:lourd|volumineux|grand|gros)|dépasse|non (?:autorisé|pris en charge|supporté)|seuls|demasiado grande|supera|no (?:permitid|admitid|compatible)|sólo|solo|troppo grande|non (?:consentit|supportat|valid)|te groot|niet (?:toegestaan|ondersteund)|alleen|muito grande|excede|não (?:permitid|suportad)|apenas|för stor|endast|inte tillåt|liian suuri|ei (?:sallit|tueta)|za duży|tylko|niedozwolon|for stor|kun|bare|příliš velk|pouze|nepodporovan)/iu;

/** The page itself refuses the file, before or instead of sending it: a message that speaks of the file, new after it was chosen or handed in. */
export const uploadMessage: Analyser = defineAnalyser({
  id: 'page.upload_failed',
  needs: ['steps'],
  findings: { 'page.upload_failed': INFO },
  run: (run) => {
    const message = newMessages(run).find(
      (candidate) =>
        FILE.test(candidate.text.text) &&
        REFUSED.test(candidate.text.text) &&
        !speaksOf(candidate.text.text, 'confirmation') &&
        followsUpload(candidate),
    );
    return message === undefined ? [] : [messageFinding(message)];
  },
});

function followsUpload({ action, step }: NewMessage): boolean {
  const upload = step.actions.find(({ type }) => type === 'upload_file');
  return upload !== undefined && (action === undefined || action.order >= upload.order);
}

function messageFinding({
  text,
  step,
  first,
  isLasting,
}: NewMessage): Finding<'page.upload_failed'> {
  return {
    code: 'page.upload_failed',
    title: `The page refused the file in step ${step.order}: "${text.text.slice(0, 160)}"`,
    explanation: 'The message was not there before the file was chosen.',
    bearing: {
      tier: 'observed',
      confidence: text.isMessage ? 0.88 : 0.82,
      persistence: isLasting ? 'persistent' : 'recovered',
    },
    step,
    atMs: first.snapshot?.capturedAtMs,
    locus: 'file refused by the page',
    evidence: [text.cite('the page says why it does not take the file')],
  };
}
