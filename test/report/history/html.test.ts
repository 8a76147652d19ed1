/** What the foot of a history's page says holds for that page. */
import { expect, it } from '@jest/globals';
import { analyse } from '../../../src/history/input.js';
import { renderHistoryHtml } from '../../../src/report/history/html.js';
import { buildHistory } from '../../support/history-builder.js';

it('says what scatters in a history, and explains no sign that the page does not have', () => {
  const page = renderHistoryHtml(analyse(buildHistory({ runs: 20 }), 1));
  const [, foot = ''] = /<footer>(.*?)<\/footer>/s.exec(page) ?? [];
  expect(foot).toContain('noise is how far its runs scatter about the levels between its steps');
  expect(foot).not.toMatch(/launches|suspected|\[\?\]|~/);
});
