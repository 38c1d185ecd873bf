import { describe, expect, test } from 'vitest';
import { diagnoseStory, told, type Story } from '../../support/story-builder.ts';

const PAGE = `<h1 unique_id="AAAA">My invoices</h1><a href="/invoices/17" unique_id="AAAB">Invoice 17</a><a href="/help" unique_id="AAAC">Help</a>`;
const GONE = '<h1>Not here</h1><p>We have no such page.</p>';

function opened(url: string, parts: Partial<Story> = {}, status = 404): Story {
  return {
    goal: 'Read the due date of my newest invoice.',
    status: 'terminated',
    steps: [
      {
        url: 'https://billing.test/invoices',
        html: PAGE,
        plan: [{ type: 'goto_url', url }],
        after: GONE,
        requests: [{ url, status }],
      },
      { url, html: GONE, plan: [{ type: 'terminate', reasoning: 'There is no invoice.' }] },
    ],
    ...parts,
  };
}

describe('an address that nothing gives', () => {
  test('is made up when the site does not have it', () => {
    const { verdict, findings } = diagnoseStory(opened('https://billing.test/invoices/latest'));
    expect([verdict.cause, verdict.step?.order]).toEqual(['agent.hallucinated_url_or_file', 0]);
    expect(findings[0]?.evidence.map((item) => item.artifact_type)).toContain(
      'llm_response_parsed',
    );
    expect(findings[0]?.evidence.map((item) => item.artifact_type)).toContain('har');
  });

  test('is made up when its host does not exist', () => {
    const url = 'https://invoices.billing-portal.test/';
    const story = opened(url, {}, -1);
    const steps = story.steps.map((step) => ({
      ...step,
      requests: [{ url, status: -1, failureText: 'net::ERR_NAME_NOT_RESOLVED' }],
    }));
    expect(told({ ...story, steps })).toBe('agent.hallucinated_url_or_file@0');
  });

  test('is a lucky guess when it works', () => {
    const url = 'https://billing.test/invoices/latest';
    const story = opened(url, { status: 'completed' }, 200);
    expect(told({ ...story, steps: story.steps.slice(0, 1) })).toBe('healthy');
  });
});

describe('an address that the run had been given', () => {
  test.each(['https://billing.test/invoices/17', 'https://www.billing.test/invoices/17/'])(
    'by a link of the page is the site’s own trouble: %s',
    (url) => {
      expect(told(opened(url))).toBe('network.http_404_document@0');
    },
  );

  test('by the goal is the task’s', () => {
    const url = 'https://billing.test/export/2026';
    expect(told(opened(url, { goal: `Open ${url} and read the total.` }))).toBe(
      'network.http_404_document@0',
    );
  });
});
