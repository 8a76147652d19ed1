/** What a server said is shown in one line that can be read. */
import { describe, expect, it } from '@jest/globals';
import { messageOf } from '../../src/github/errors.js';

const BODY = '<p>Bad &amp; <b>gateway</b></p>\n'.repeat(300);

describe('the message of an error', () => {
  it.each([
    ['a sentence as it is', 'Not Found - https://docs.github.com/rest', 'Not Found - https://docs.github.com/rest'],
    ['lines as one', 'Request failed:\n - one\n - two', 'Request failed: - one - two'],
    ['a page by its title', `<html><head><title>502 Bad Gateway</title></head>${BODY}</html>`, '502 Bad Gateway'],
    ['a page without one by its words', '<html><style>p { }</style><h1>Oops</h1><!-- x --></html>', 'Oops'],
    ['a page without words', '<html><script>go()</script></html>', 'a page of HTML without words'],
    ['words around a page', 'Failed: (502) <html><title>Bad</title></html>', 'Failed: (502) Bad'],
    ['what looks like an inequality', 'size < 3 > 2', 'size < 3 > 2'],
  ])('is %s', (_, message, line) => {
    expect(messageOf({ message })).toBe(line);
  });

  it('is cut, also where a page does not end', () => {
    expect(messageOf(new Error('x'.repeat(6_000)))).toHaveLength(300);
    expect(messageOf(new Error(`<html>${BODY}`))).toMatch(/^Bad +gateway .*…$/);
    expect(messageOf(new Error(`<html>${'<script>'.repeat(1_000_000)}`))).toBe('a page of HTML without words');
  });
});
