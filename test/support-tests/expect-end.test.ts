import { expect, it } from '@jest/globals';
import { expectEnd } from '../support/expect-end.js';

it('shows the end of what was printed where a fact is another one', () => {
  const log = Array.from({ length: 100 }, (_, nth) => `line ${nth}`).join('\n');
  const check = () => expectEnd({ conclusion: 'failure', log }, { conclusion: 'success' });
  expect(check).toThrow(/"failure".*the end of its log:\nline 40\n.*line 99$/s);
});

it('says nothing where the facts are as expected', () => {
  expectEnd({ code: 0, stderr: 'much' }, { code: 0 });
});
