import { defineReasonAnalyser } from '../reason-analyser.ts';

/** Skyvern had the file and could not keep it. A download that never began belongs to the page. */
export const storage = defineReasonAnalyser('infra.storage', [
  {
    code: 'infra.storage',
    info: {
      meaning: 'Files of the run could not be saved to, or read from, the storage of the server.',
      owner: 'skyvern',
      retry: 'later',
      fixes: [
        'Check disk space and permissions of the server, or the bucket and its credentials.',
        'Run again; the site had delivered the file.',
      ],
    },
    patterns: [
      /\d{0,9} ?downloaded file\(s\) could not be fully saved[^\n]{0,80}/,
      /DownloadSaveIncompleteError[^\n]{0,80}/,
      /Failed to (?:save|store|persist)[^\n]{0,40}\b(?:file|artifact|download|session|profile)s?\b[^\n]{0,60}/,
      /(?:Failed to upload|Error uploading)[^\n]{0,40}\bto (?:s3|azure|blob|gcs|storage|bucket)\b[^\n]{0,60}/i,
      /No space left on device/,
    ],
    title: (hit, where) => `Files of ${where} could not be stored: ${hit.match[0].slice(0, 120)}.`,
    explanation: 'The file had arrived; keeping it failed on the side of the server.',
    claim: 'storing the file failed',
    confidence: 0.9,
    step: 'last',
    logged: /downloaded file\(s\) could not be|No space left/,
  },
]);
