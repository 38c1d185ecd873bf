import type { BlockRef, Diagnosis } from '../../../src/diagnosis/diagnosis.ts';
import {
  diagnosis,
  evidence,
  finding,
  request,
  runFacts,
  stepRef,
  timelineRow,
  verdict,
} from '../../support/diagnosis-builder.ts';

const signIn: BlockRef = { label: 'sign_in', id: 'wrb_1' };
const eachInvoice: BlockRef = { label: 'each_invoice', id: 'wrb_2' };
const openInvoice = (turn: number): BlockRef => ({ label: 'open_invoice', id: `wrb_2_${turn}` });
const login = stepRef(0, 0, 'tsk_601');
const first = stepRef(0, 0, 'tsk_602');
const second = stepRef(0, 0, 'tsk_603');

const refused = finding({
  code: 'access.login_rejected',
  confidence: 0.95,
  title: 'The supplier portal refused the stored password',
  explanation:
    'The form was filled and sent correctly; the portal answered 401 and said that user name and password do not belong together. The block may fail, so the workflow went on without a session.',
  step: login,
  block: signIn,
  at: '2026-11-15T06:30:18.220Z',
  evidence: [
    evidence({
      claim: 'POST /login answered 401 right after the click on "Sign in"',
      locator: { kind: 'har-entry', index: 9 },
      excerpt: 'HTTP/1.1 401 Unauthorized',
      at: '2026-11-15T06:30:18.220Z',
    }),
    evidence({
      claim: 'The page answered in words that only a wrong password gets',
      artifact_id: 'a_711',
      artifact_type: 'html_action',
      entry: 'artifacts/sign-in-after.html',
      locator: { kind: 'text', start: 4120, end: 4171 },
      excerpt: 'User name and password do not match. 2 tries left.',
      at: '2026-11-15T06:30:18.900Z',
    }),
    evidence({
      claim: 'The portal handed out no session cookie',
      locator: { kind: 'absent' },
      artifact_id: null,
      artifact_type: 'har',
      entry: null,
    }),
  ],
});

const symptoms = [
  finding({
    code: 'task.upstream_block',
    role: 'symptom',
    confidence: 0.9,
    title: 'Block open_invoice found the sign-in page instead of the invoice',
    explained_by: 'access.login_rejected',
    step: first,
    block: openInvoice(0),
  }),
  finding({
    code: 'page.element_missing',
    role: 'symptom',
    confidence: 0.6,
    title: 'No "Download invoice" on the page',
    explained_by: 'access.login_rejected',
    step: second,
    block: openInvoice(1),
  }),
];

const timeline = [
  timelineRow({
    kind: 'block',
    label: 'sign_in',
    status: 'failed',
    block: signIn,
    at: '2026-11-15T06:30:02.000Z',
    duration_ms: 21_000,
    note: 'may fail: the workflow went on',
  }),
  timelineRow({
    depth: 1,
    label: 'step 0',
    status: 'failed',
    block: signIn,
    step: login,
    at: '2026-11-15T06:30:03.000Z',
    duration_ms: 19_500,
    tokens: 5210,
    page_url: 'https://supplier.example/login',
    decisive: true,
    screenshot: 'artifacts/sign-in.png',
    actions: [
      {
        text: 'type the user name into "E-mail"',
        status: 'completed',
        error: null,
        screenshot: null,
      },
      {
        text: 'type the password into "Password"',
        status: 'completed',
        error: null,
        screenshot: null,
      },
      {
        text: 'click "Sign in"',
        status: 'completed',
        error: null,
        screenshot: 'artifacts/sign-in.png',
      },
      {
        text: 'give up',
        status: 'completed',
        error: 'The credentials were refused',
        screenshot: null,
      },
    ],
  }),
  timelineRow({
    kind: 'block',
    label: 'each_invoice',
    status: 'failed',
    block: eachInvoice,
    at: '2026-11-15T06:30:24.000Z',
    duration_ms: 47_000,
    note: '2 of 3 turns ran',
  }),
  timelineRow({
    kind: 'block',
    depth: 1,
    label: 'open_invoice',
    status: 'failed',
    block: openInvoice(0),
    iteration: { index: 0, value: 'INV-2044' },
    duration_ms: 22_000,
  }),
  timelineRow({
    depth: 2,
    label: 'step 0',
    status: 'completed',
    block: openInvoice(0),
    step: first,
    duration_ms: 21_000,
    tokens: 4800,
    page_url: 'https://supplier.example/login',
    screenshot: 'artifacts/turn-1.png',
    actions: [
      {
        text: 'give up: the page asks for a sign-in',
        status: 'completed',
        error: null,
        screenshot: 'artifacts/turn-1.png',
      },
    ],
  }),
  timelineRow({
    kind: 'block',
    depth: 1,
    label: 'open_invoice',
    status: 'terminated',
    block: openInvoice(1),
    iteration: { index: 1, value: 'INV-2051' },
    duration_ms: 25_000,
  }),
  timelineRow({
    depth: 2,
    label: 'step 0',
    status: 'failed',
    block: openInvoice(1),
    step: second,
    duration_ms: 24_000,
    tokens: 4790,
    page_url: 'https://supplier.example/login',
    actions: [
      {
        text: 'click element AAb3',
        status: 'failed',
        error: 'MissingElement: no element found',
        screenshot: null,
      },
    ],
  }),
];

/** A refused password in the first block, which every later block suffers from. */
export const rejectedLogin: Diagnosis = diagnosis({
  run: runFacts({
    id: 'wr_77',
    type: 'workflow_run',
    status: 'terminated',
    created_at: '2026-11-15T06:30:00.000Z',
    started_at: '2026-11-15T06:30:02.000Z',
    finished_at: '2026-11-15T06:31:12.000Z',
    failure_reason:
      'for_loop block terminated. Reason: the invoice page could not be found, the site may have changed its layout.',
    goal: 'Download the invoices INV-2044, INV-2051 and INV-2060.',
    url: 'https://supplier.example/login',
  }),
  verdict: verdict({
    cause: 'access.login_rejected',
    confidence: 0.95,
    summary:
      'The supplier portal refused the stored password in block "sign_in"; every later failure follows from it.',
    owner: 'credentials',
    retry: 'after-change',
    step: login,
    block: signIn,
    fingerprint: 'ffp1:09c2aa51',
    fingerprint_components: ['access.login_rejected', 'supplier.example/login'],
    fixes: [
      'Put the current password of the supplier portal into the credential that block sign_in uses.',
      'Before the next run, check by hand that the account is not about to be locked: the page says 2 tries are left.',
      'Let block sign_in stop the workflow when it fails, so that later blocks do not run without a session.',
    ],
  }),
  causal_chain: [
    'POST /login answers 401: wrong user name or password.',
    'Block sign_in fails, which its settings allow.',
    'Turn 1 of each_invoice lands on the sign-in page.',
    'Turn 2 does the same and the loop stops.',
    'The run is terminated with "the site may have changed its layout".',
  ],
  findings: [refused, ...symptoms],
  alternatives: [
    {
      cause: 'page.layout_changed',
      confidence: 0.12,
      why_not: 'The page of turn 1 is the sign-in page, element for element.',
    },
    {
      cause: 'access.session_expired',
      confidence: 0.1,
      why_not: 'No session was ever handed out.',
    },
  ],
  checks: [{ analyser: 'login-rejected', outcome: 'found', reason: '' }],
  coverage: [
    {
      artifact_type: 'har',
      listed: 1,
      present: 1,
      unreadable: 0,
      note: 'response bodies were not recorded',
    },
  ],
  timeline,
  screenshots: [
    {
      entry: 'artifacts/sign-in.png',
      artifact_id: 'a_710',
      caption: 'Block sign_in after the click on "Sign in"',
      step: login,
      target_box: { x: 0.06, y: 0.592, width: 0.105, height: 0.085 },
    },
    {
      entry: 'artifacts/turn-1.png',
      artifact_id: 'a_720',
      caption: 'Turn 1 of each_invoice: the sign-in page again',
      step: first,
    },
  ],
  failing_step: {
    step: login,
    block: signIn,
    goal: 'Sign in to the supplier portal.',
    page_url: 'https://supplier.example/login',
    page_title: 'Sign in',
    action: {
      text: 'click "Sign in"',
      type: 'click',
      status: 'completed',
      element: 'button "Sign in"',
      element_id: 'AAb7',
      element_known: 'in the tree of this step',
      link: null,
      result: 'success, says Skyvern',
    },
    exception: null,
    changes: [
      'An alert appeared: "User name and password do not match. 2 tries left."',
      'The field "Password" was emptied.',
    ],
    requests: [9],
    console: [],
    screenshot: 'artifacts/sign-in.png',
  },
  network: {
    bodies: 'omitted',
    omitted: 0,
    rows: [
      request({
        har_index: 0,
        url: 'https://supplier.example/login',
        host: 'supplier.example',
        type: 'document',
        at: '2026-11-15T06:30:03.000Z',
        duration_ms: 310,
      }),
      request({
        har_index: 4,
        url: 'https://tags.example/t.js',
        host: 'tags.example',
        status: 503,
        at: '2026-11-15T06:30:03.500Z',
        is_first_party: false,
        outcome: 'noise',
        reason: 'tag of another party',
      }),
      request({
        har_index: 9,
        method: 'POST',
        url: 'https://supplier.example/login',
        host: 'supplier.example',
        status: 401,
        type: 'document',
        at: '2026-11-15T06:30:18.220Z',
        duration_ms: 95,
        outcome: 'failed',
        reason: 'right after the click',
        step: login,
        action: 'click "Sign in"',
      }),
    ],
  },
  links: [
    {
      placeholder: '{{_8f1c2a9be07d4455aa10ffbb2087c1d3e9b04f6a77c8d2e1f0a9b8c7d6e5f4a3}}',
      state: 'known',
      is_problem: false,
      url: 'https://supplier.example/invoices/2044',
      fate: 'requested, redirected to /login',
      step: first,
      artifact_id: 'a_730',
      pointer: '/actions/0/url',
    },
    {
      placeholder: '{{_384738349c776cb59ab2646f946877e16d09be872d14432d686690b31c49e8fe}}',
      state: 'unknown',
      is_problem: true,
      url: null,
      fate: 'rendered to nothing',
      step: second,
      artifact_id: 'a_731',
      pointer: '/actions/0/url',
    },
  ],
  skyvern_said: {
    failure_reason: 'the invoice page could not be found, the site may have changed its layout.',
    categories: [{ category: 'NAVIGATION_FAILURE', confidence: 0.7 }],
    error_codes: [],
    agreement: 'disagrees',
  },
  redactions: 11,
});
