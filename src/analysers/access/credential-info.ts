import type { FindingInfo } from '../define-analyser.ts';

/** Wording of `access.credential_unavailable`, which the engine or a request can show. */
export const credentialInfo: FindingInfo = {
  meaning: 'The credential that the run needs could not be fetched from its vault.',
  owner: 'credentials',
  retry: 'after-change',
  fixes: [
    'Open the credential in the vault: create it anew if its secret is gone, and pass the new id.',
    'Check that the server can still sign in to the vault.',
  ],
};
