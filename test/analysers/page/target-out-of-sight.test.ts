import { describe, expect, it } from 'vitest';
import { type Film, verdictOf, html } from '../../support/page-run.ts';
import { click, document, noisy, page, type } from '../../support/page-scenes.ts';

const search = page('<form role="search"><input name="q"><button>Search</button></form>');

const FILMS: readonly (readonly [title: string, verdict: string, film: Film])[] = [
  [
    'a search that lists other entries lacks the wanted one',
    'page.target_data_absent @1',
    {
      goal: "Search the invoices for 'Delta Provisioning' and open the newest one.",
      ends: 'terminated',
      steps: [
        {
          html: search,
          actions: [
            type('q', 'Delta Provisioning'),
            click('Search', {
              exchanges: [document('https://portal.test/s?q=Delta')],
              after: page(
                search +
                  '<table><tr><th>Supplier</th></tr><tr><td><a href="/1">Delta Airfreight</a></td></tr><tr><td><a href="/2">Delphi Foods</a></td></tr></table>',
              ),
            }),
          ],
        },
        { actions: [] },
      ],
    },
  ],
  [
    'a list of numbers lacks the wanted one',
    'page.target_data_absent @0',
    {
      goal: 'Open the ticket TK-4471 in the list and read its state.',
      ends: 'terminated',
      steps: [
        {
          html: page(
            '<table><tr><th>Ticket</th></tr><tr><td>TK-4469</td></tr><tr><td>TK-4470</td></tr><tr><td>TK-4472</td></tr></table>',
          ),
          actions: [],
        },
      ],
    },
  ],
  [
    'a list of dates lacks the wanted one',
    'page.target_data_absent @0',
    noisy({
      goal: 'Read the reading of 14.11.2026 in the history.',
      ends: 'terminated',
      steps: [
        {
          html: page(
            '<table><tr><th>Date</th></tr><tr><td>12.11.2026</td></tr><tr><td>13.11.2026</td></tr><tr><td>15.11.2026</td></tr></table>',
          ),
          actions: [],
        },
      ],
    }),
  ],
  [
    'a date in another form is there',
    'inconclusive',
    noisy({
      goal: 'Read the reading of 2026-11-14 in the history.',
      ends: 'terminated',
      steps: [
        {
          html: page(
            '<table><tr><th>Date</th></tr><tr><td>13.11.2026</td></tr><tr><td>14.11.2026</td></tr></table>',
          ),
          actions: [],
        },
      ],
    }),
  ],
  [
    'an area of an image map',
    'page.element_undetected @0',
    {
      goal: "Open the district 'Sandtorkai' on the map.",
      ends: 'terminated',
      steps: [
        {
          html: page(
            '<img usemap="#m" src="map.png" alt="Map"><map name="m"><area alt="Sandtorkai" href="/d/4" coords="0,0,9,9"></map>',
          ),
          actions: [],
        },
      ],
    },
  ],
  [
    'a text in a drawing',
    'page.element_undetected @0',
    {
      goal: 'Book room R-204.',
      ends: 'terminated',
      steps: [
        {
          html: page(
            '<p>Choose a room in the plan.</p><svg width="600" height="400"><text x="1" y="2">R-204</text></svg>',
          ),
          actions: [],
        },
      ],
    },
  ],
  [
    'a canvas',
    'page.shadow_or_canvas @0',
    {
      goal: 'Reserve seat F11.',
      ends: 'terminated',
      steps: [
        {
          html: page(
            '<p>Choose a seat.</p><canvas width="800" height="500"></canvas><p>No seats selected</p>',
          ),
          actions: [],
        },
      ],
    },
  ],
  [
    'a closed component',
    'page.shadow_or_canvas @0',
    {
      goal: "Press 'Confirm pickup' in the pickup widget.",
      ends: 'terminated',
      steps: [
        { html: page('<h2>Pickup</h2><pickup-widget order="7"></pickup-widget>'), actions: [] },
      ],
    },
  ],
  [
    'the first step that faced the canvas is the decisive one',
    'page.shadow_or_canvas @0',
    {
      goal: 'Reserve seat F11.',
      steps: [0, 1, 2].map(() => ({
        html: page(
          '<p>Choose a seat.</p><canvas width="800" height="500"></canvas><button>Continue</button>',
        ),
        actions: [
          click('Continue', {
            after: page(
              '<p>Choose a seat.</p><canvas width="800" height="500"></canvas><button>Continue</button>',
            ),
          }),
        ],
      })),
    },
  ],
  [
    'a signature pad',
    'page.shadow_or_canvas @0',
    noisy({
      goal: 'Sign the delivery note and confirm.',
      steps: [0, 1, 2].map(() => ({
        html: page(
          '<p>Please sign below</p><canvas id="pad" width="600" height="200"></canvas><button>Confirm</button>',
        ),
        actions: [
          click('Confirm', {
            after: page(
              '<p>Please sign below</p><canvas id="pad" width="600" height="200"></canvas><button>Confirm</button>',
            ),
          }),
        ],
      })),
    }),
  ],
  [
    'a small canvas is decoration',
    'page.element_missing @0',
    noisy({
      goal: "Open 'Tax certificate'.",
      ends: 'terminated',
      steps: [
        {
          html: page(
            '<canvas width="120" height="30"></canvas><a href="/a">Bills</a><a href="/b">Contracts</a>',
          ),
          actions: [],
        },
      ],
    }),
  ],
  [
    'components with content do not hide the server error',
    'network.http_5xx @0',
    noisy({
      goal: 'Save.',
      steps: [0, 1].map(() => ({
        html: page('<app-icon></app-icon><my-form><button>Save</button></my-form>'),
        actions: [
          click('Save', {
            exchanges: [{ method: 'POST', url: 'https://portal.test/p', status: 500 }],
            after: page('<app-icon></app-icon><my-form><button>Save</button></my-form>'),
          }),
        ],
      })),
    }),
  ],
  [
    'an element that was trimmed away',
    'page.element_trimmed @0',
    {
      goal: "Open the document 'Annex Q-77'.",
      ends: 'terminated',
      steps: [
        {
          html: page('<p>Documents</p><ul><li>Annex Q-77</li><li>Annex Q-78</li></ul>'),
          trimmedAway: ['Annex Q-77'],
          actions: [],
        },
      ],
    },
  ],
  [
    'a German page without a language mark',
    'page.locale_mismatch @0',
    {
      goal: "Click 'Change date' in my booking 4471-AK and open the calendar.",
      ends: 'terminated',
      steps: [
        {
          html: page(
            '<h2>Deine Buchung 4471-AK</h2><p>Die Buchung ist für zwei Personen und wird nicht erstattet.</p><button>Datum ändern</button><a href="#">Zurück zu der Übersicht</a>',
            { lang: '' },
          ),
          actions: [],
        },
      ],
    },
  ],
  [
    'a German page that says why it cannot be done',
    'task.goal_impossible @0',
    {
      goal: "Click 'Change date' in my booking 4471-AK and open the calendar.",
      ends: 'terminated',
      steps: [
        {
          html: page(
            '<h2>Deine Buchung 4471-AK</h2><p role="alert">Die Buchung 4471-AK ist nicht mehr möglich zu ändern, alle Plätze sind ausgebucht.</p><p>Sie ist für zwei Personen und wird nicht erstattet.</p>',
            { lang: 'de' },
          ),
          actions: [],
        },
      ],
    },
  ],
  [
    'a Greek page',
    'page.locale_mismatch @0',
    {
      goal: "Click 'Change date' in my booking 4471-AK and open the calendar.",
      ends: 'terminated',
      steps: [
        {
          html: page(
            '<h2>Η κράτησή σας 4471-AK</h2><p>Δύο άτομα, χωρίς επιστροφή χρημάτων.</p><button>Αλλαγή ημερομηνίας</button>',
            { lang: 'el' },
          ),
          actions: [],
        },
      ],
    },
  ],
  [
    'a Japanese page without a language mark',
    'page.locale_mismatch @0',
    {
      goal: "Click 'Change date' in my booking 4471-AK and open the calendar.",
      ends: 'terminated',
      steps: [
        {
          html: page(
            '<h2>ご予約 4471-AK</h2><p>大人2名、返金不可の料金です。</p><button>日付を変更する</button>',
            { lang: '' },
          ),
          actions: [],
        },
      ],
    },
  ],
  [
    'a Swedish page for a German goal',
    'page.locale_mismatch @0',
    noisy({
      goal: "Klicke auf 'Datum ändern' in meiner Buchung 4471-AK und öffne den Kalender.",
      ends: 'terminated',
      steps: [
        {
          html: page(
            '<h2>Din bokning 4471-AK</h2><button>Ändra datum</button><p>Det är inte möjligt att avboka med den här biljetten.</p>',
            { lang: 'sv' },
          ),
          actions: [],
        },
      ],
    }),
  ],
  [
    'a Finnish page for a goal without labels',
    'page.locale_mismatch @0',
    noisy({
      goal: 'Open the calendar of my booking and change the date to the next free day.',
      ends: 'terminated',
      steps: [
        {
          html: html(
            '<h2>Varauksesi</h2><button>Vaihda päivää</button><p>Tämä varaus on voimassa ja se on maksettu.</p><p>Kirjaudu ulos</p>',
            { lang: 'fi' },
          ),
          actions: [],
        },
      ],
    }),
  ],
  [
    'a format that the menu does not offer',
    'page.element_missing @1',
    {
      goal: "Export the October journal in the 'DATEV' format.",
      ends: 'terminated',
      steps: [
        {
          html: page('<button>Export</button>'),
          actions: [
            click('Export', {
              after: page(
                '<button>Export</button><a href="/pdf">PDF</a><a href="/x">Excel workbook</a>',
              ),
            }),
          ],
        },
        { actions: [] },
      ],
    },
  ],
  [
    'a section that no page has',
    'page.element_missing @0',
    {
      goal: "Open 'Consumption history' and read the value of May.",
      steps: [0, 1, 2].map(() => ({
        html: page('<a href="/bills">Bills</a><a href="/tariffs">Tariffs</a>'),
        actions: [
          {
            type: 'scroll',
            after: page('<a href="/bills">Bills</a><a href="/tariffs">Tariffs</a>'),
          },
        ],
      })),
    },
  ],
  [
    'a switch that the settings do not have',
    'page.element_missing @0',
    noisy({
      goal: "In the settings switch on 'Paper-free statements'.",
      ends: 'terminated',
      steps: [
        {
          html: page('<h2>Settings</h2><label><input type="checkbox" name="n"> Newsletter</label>'),
          actions: [],
        },
      ],
    }),
  ],
];

describe('Targets out of sight', () => {
  it.each(FILMS)('%s', (_title, verdict, film) => {
    expect(verdictOf(film)).toBe(verdict);
  });
});
