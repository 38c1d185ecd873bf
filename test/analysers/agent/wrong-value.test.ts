import { describe, expect, test } from 'vitest';
import { diagnoseStory, told, type PlannedPart, type Story } from '../../support/story-builder.ts';

const REFUSED = '<h1>Request</h1><p role="alert">No connection found for your search.</p>';

/** A form that was filled in and sent, and the site's answer to it. */
function form(
  goal: string,
  html: string,
  plan: readonly PlannedPart[],
  parts: Partial<Story> = {},
): Story {
  const button = '<button type="submit" unique_id="ZZZZ">Continue</button>';
  const page = `<h1>Request</h1><form>${html}${button}</form>`;
  return {
    goal,
    status: 'terminated',
    steps: [
      {
        url: 'https://site.test/form',
        html: page,
        plan: [...plan, { type: 'click', id: 'ZZZZ' }],
        after: REFUSED,
        requests: [{ method: 'POST', url: 'https://site.test/form', status: 200 }],
      },
      {
        url: 'https://site.test/form',
        html: REFUSED,
        plan: [{ type: 'terminate', reasoning: 'Nothing was found.' }],
      },
    ],
    ...parts,
  };
}

function input(id: string, name: string, label: string, more = ''): string {
  return `<label>${label} <input name="${name}" ${more} unique_id="${id}"></label>`;
}

function type(id: string, text: string, field?: string): PlannedPart {
  return field === undefined
    ? { type: 'input_text', id, text }
    : { type: 'input_text', id, text, field };
}

const WRONG = 'agent.wrong_value@0';

describe('values of two fields that changed places', () => {
  const trip = input('AAAA', 'von', 'Von') + input('AAAB', 'nach', 'Nach');
  const goal = 'Suche eine Verbindung von Hamburg nach Bremen am Abend.';

  test('are seen by the words before them in the goal', () => {
    const story = form(goal, trip, [type('AAAA', 'Bremen'), type('AAAB', 'Hamburg')]);
    expect(told(story)).toBe(WRONG);
    expect(diagnoseStory(story).verdict.summary).toContain("the task says 'Hamburg'");
  });

  test('are no trouble where they belong', () => {
    expect(told(form(goal, trip, [type('AAAA', 'Hamburg'), type('AAAB', 'Bremen')]))).not.toBe(
      WRONG,
    );
  });

  const names = input('AAAA', 'fname', 'Prénom') + input('AAAB', 'lname', 'Nom de famille');

  test('are seen in a name', () => {
    const plan = [type('AAAA', 'Moreau'), type('AAAB', 'Camille')];
    expect(told(form('Register Camille Moreau for the course.', names, plan))).toBe(WRONG);
    const labelled = input('AAAA', 'first', 'First name') + input('AAAB', 'last', 'Last name');
    expect(told(form('Register Camille Moreau for the course.', labelled, plan))).toBe(WRONG);
  });

  const payload = { first_name: 'Camille', last_name: 'Moreau', city: 'Lyon' };
  const fields = input('AAAA', 'firstName', 'First name') + input('AAAB', 'town', 'City');

  test('are seen by the keys of the payload', () => {
    const plan = [type('AAAA', 'Camille'), type('AAAB', 'Moreau')];
    expect(told(form('Register the person.', fields, plan, { payload }))).toBe(WRONG);
  });

  test('are no trouble when each has the value of its key', () => {
    const plan = [type('AAAA', 'Camille'), type('AAAB', 'Lyon')];
    expect(told(form('Register the person.', fields, plan, { payload }))).not.toBe(WRONG);
  });
});

describe('a date', () => {
  const field = input('AAAA', 'day', 'Date');

  test.each([
    ['Book the hall for 4 December 2026.', '2026-12-14'],
    ['Book the hall for December 4th, 2026.', '12/05/2026'],
    ['Réservez la salle pour le 4 décembre 2026.', '04/11/2026'],
    ['Buche den Saal für den 04.12.2026.', '04.12.2027'],
  ])('that the goal does not name is wrong: %s %s', (goal, date) => {
    expect(told(form(goal, field, [type('AAAA', date)]))).toBe(WRONG);
  });

  test.each([
    ['Book the hall for 4 December 2026.', '2026-12-04'],
    ['Book the hall for 4 December 2026.', '12/04/2026'],
    ['Book the hall for 4 to 6 December 2026.', '06.12.2026'],
    ['Book the hall on December 4.', '2026-12-04'],
    ['Book three nights from 4 December 2026.', '2026-12-07'],
    ['Book the hall for next Friday.', '2026-12-04'],
    ['Book the hall for 12/04/2026.', '04.12.2026'],
  ])('that the goal names, or leaves to be worked out, is right: %s %s', (goal, date) => {
    expect(told(form(goal, field, [type('AAAA', date)]))).not.toBe(WRONG);
  });

  test('with day and month the wrong way round for its field is wrong', () => {
    const ordered = input('AAAA', 'day', 'Date', 'placeholder="DD/MM/YYYY"');
    const goal = 'Book the hall for 4 December 2026.';
    expect(told(form(goal, ordered, [type('AAAA', '12/04/2026')]))).toBe(WRONG);
    expect(told(form(goal, ordered, [type('AAAA', '04/12/2026')]))).not.toBe(WRONG);
  });
});

describe('an option', () => {
  const select =
    '<select name="service" unique_id="AAAA"><option>Choose…</option><option>Standard</option><option>Overnight</option></select>';
  const choose = (option: string): PlannedPart => ({ type: 'select_option', id: 'AAAA', option });

  test('that the goal does not name is wrong while the list has the one it names', () => {
    const goal = 'Order a courier, overnight, for parcel box.';
    expect(told(form(goal, select, [choose('Standard')]))).toBe(WRONG);
    expect(told(form(goal, select, [choose('Overnight')]))).not.toBe(WRONG);
  });

  test('is free when the goal names none', () => {
    expect(told(form('Order the cheapest courier.', select, [choose('Standard')]))).not.toBe(WRONG);
  });
});

describe('a count', () => {
  const field = input('AAAA', 'guests', 'Guests');

  test('that differs from the goal’s is wrong', () => {
    expect(told(form('Book a table for two guests.', field, [type('AAAA', '4')]))).toBe(WRONG);
    expect(told(form('Book a table for two guests.', field, [type('AAAA', '2')]))).not.toBe(WRONG);
  });

  test('of a plain quantity is compared with the only number of the goal', () => {
    const quantity = input('AAAA', 'qty', 'Menge');
    const goal = 'Bestelle 12 Rollen Klebeband.';
    expect(told(form(goal, quantity, [type('AAAA', '2')]))).toBe(WRONG);
    expect(told(form(goal, quantity, [type('AAAA', '12')]))).not.toBe(WRONG);
  });
});

describe('a slip in copying', () => {
  const field = input('AAAA', 'ref', 'Reference');
  const goal = 'Look up parcel reference 7741 and account 44718203, phone +49 431 557022.';

  test.each(['44718230', '4471820', '44718303'])('is wrong: %s', (text) => {
    expect(told(form(goal, field, [type('AAAA', text)]))).toBe(WRONG);
  });

  test.each(['44718203', '447 182 03', '8203', '0431557022', 'parcel status'])(
    'is not seen in parts, spacing and words: %s',
    (text) => {
      expect(told(form(goal, field, [type('AAAA', text)]))).not.toBe(WRONG);
    },
  );

  test('is overcome once the right value was typed into the field', () => {
    const story = form(goal, field, [type('AAAA', '44718230')]);
    const again = form(goal, field, [type('AAAA', '44718203')]).steps[0];
    const [first] = story.steps;
    const steps = [first, again].flatMap((step) => step ?? []);
    const { findings } = diagnoseStory({ ...story, status: 'completed', steps });
    expect(findings.find(({ code }) => code === 'agent.wrong_value')?.confidence).toBeLessThan(0.4);
  });
});
