import { describe, expect, test } from 'vitest';
import { told, type Story, type StoryStep } from '../../support/story-builder.ts';

const FORM =
  '<h1>Leave</h1><form><input name="day" unique_id="AAAA"><button type="submit" unique_id="AAAB">Send</button></form>';

function sent(after: string, parts: Partial<StoryStep> = {}, goal = 'Request leave.'): Story {
  return {
    goal,
    status: 'completed',
    steps: [
      {
        url: 'https://hr.test/leave',
        html: FORM,
        plan: [
          { type: 'input_text', id: 'AAAA', text: 'Monday' },
          { type: 'click', id: 'AAAB' },
        ],
        after,
        requests: [
          {
            method: 'POST',
            url: 'https://hr.test/api/leave',
            status: 200,
            mimeType: 'application/json',
          },
        ],
        ...parts,
      },
    ],
  };
}

const EARLY = 'agent.premature_complete@0';

describe('a success is none when', () => {
  test.each([
    '<p class="error">Please choose a cost centre.</p>',
    '<div role="alert">Der Tag ist ungültig.</div>',
    '<p class="form-error">Une erreur est survenue, réessayez plus tard.</p>',
  ])('the page complains at the end: %s', (message) => {
    expect(told(sent(`${FORM}${message}`))).toBe(EARLY);
  });

  test('the request that hands it in failed', () => {
    const requests = [
      {
        method: 'POST',
        url: 'https://hr.test/api/leave',
        status: 500,
        mimeType: 'application/json',
      },
    ];
    expect(told(sent(FORM, { requests }))).toBe(EARLY);
  });

  test.each(['Step 2 of 4', 'Schritt 2 von 4', 'Étape 2/4'])(
    'the form has pages left: %s',
    (counter) => {
      expect(told(sent(`<h1>Leave</h1><p>${counter}</p><button>Weiter</button>`))).toBe(EARLY);
    },
  );

  test('everything that had to be read is empty', () => {
    const schema = { type: 'object', required: ['balance'], properties: { balance: {} } };
    const step: StoryStep = {
      url: 'https://hr.test/',
      html: '<h1>Balance</h1>',
      extracted: { balance: null },
      plan: [{ type: 'extract' }],
    };
    const story: Story = { goal: 'Read the balance.', status: 'completed', steps: [step], schema };
    expect(told(story)).toBe(EARLY);
    expect(told({ ...story, steps: [{ ...step, extracted: { balance: 'Balance' } }] })).toBe(
      'healthy',
    );
  });
});

describe('a success stays one when', () => {
  test.each([
    '<h1>Thank you</h1><p>Your request was sent.</p>',
    `${FORM}<p class="notice">Ihr Antrag wurde gespeichert.</p>`,
    `${FORM}<p class="error">Please rate us.</p><p role="status">Request sent successfully.</p>`,
    `${FORM}<p>Step 1 of 3: fill in. All fields are required.</p>`,
    '<h1>Results</h1><p>Page 1 of 7</p><p>Leave days: 12</p>',
  ])('the page ends like this: %s', (after) => {
    expect(told(sent(after))).toBe('healthy');
  });

  test('the goal only wanted to see something', () => {
    const after = `${FORM}<p class="error">Please choose a cost centre.</p>`;
    expect(told(sent(after, {}, 'Show which fields the leave form asks for.'))).toBe('healthy');
    expect(told(sent(after, {}, 'Fill in the leave request but do not send it.'))).toBe('healthy');
  });

  test('the request was repeated with success', () => {
    const request = {
      method: 'POST',
      url: 'https://hr.test/api/leave',
      mimeType: 'application/json',
    };
    const requests = [
      { ...request, status: 503 },
      { ...request, status: 201 },
    ];
    expect(told(sent(FORM, { requests }))).toBe('healthy');
  });
});

test('a success is one when the form is gone, whatever the next page asks for', () => {
  const named =
    '<h1>Leave</h1><form><input name="day" unique_id="AAAA"><button unique_id="AAAB">Send</button></form>';
  const next = '<h1>Leave</h1><div role="alert">Bitte bestätigen Sie Ihre E-Mail-Adresse.</div>';
  expect(told(sent(next, { html: named }))).toBe('healthy');
  expect(told(sent(`${named}<div role="alert">Bitte wählen Sie einen Tag.</div>`))).toBe(EARLY);
});

describe('a form that was filled in and left', () => {
  const form = (method: string): string =>
    `<h1>Address</h1><form method="${method}"><input name="street" unique_id="AAAA"><button type="submit" unique_id="AAAB">Kemo</button></form>`;
  const left = (goal: string, method = 'post'): Story => ({
    goal,
    status: 'completed',
    steps: [
      {
        url: 'https://hr.test/address',
        html: form(method),
        plan: [{ type: 'input_text', id: 'AAAA', text: '41 Cedar Row' }, { type: 'complete' }],
        after: form(method),
        requests: [{ method: 'GET', url: 'https://hr.test/api/me', mimeType: 'application/json' }],
      },
    ],
  });

  test.each([
    'Change my address to 41 Cedar Row.',
    'My address in the system has to read 41 Cedar Row.',
    'Xo kato vemi 41 Cedar Row.',
    'Zmień mój adres na 41 Cedar Row.',
  ])('was not handed in, whatever the words of the goal: %s', (goal) => {
    expect(told(left(goal))).toBe(EARLY);
  });

  test.each([
    'Fill in the street 41 Cedar Row.',
    'Enter 41 Cedar Row but do not save it.',
    'Trage 41 Cedar Row ein, ohne zu speichern.',
    'Rellena la calle 41 Cedar Row.',
  ])('is left alone where the goal shows restraint: %s', (goal) => {
    expect(told(left(goal))).not.toBe(EARLY);
  });

  test('is left alone where it only looks something up', () => {
    expect(told(left('Xo kato vemi 41 Cedar Row.', 'get'))).not.toBe(EARLY);
  });
});
