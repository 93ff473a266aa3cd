import { describe, expect, test } from 'vitest';
import { htmlToText } from '../../data/formats/htmlToText.ts';

describe('htmlToText', () => {
  test.each([
    ['words within a line', '<p>Washed linen, <b>loose</b> cut</p>', 'Washed linen, loose cut'],
    ['blocks as lines', '<h2>Care</h2><ul><li>Cold</li><li>Dry <em>flat</em></li></ul>', 'Care\nCold\nDry flat'],
    ['line ends of the source as spaces', 'one\n  two<br>three<br/>four', 'one two\nthree\nfour'],
    ['characters by name and number', 'Caf&eacute; &amp; bar &#8364;5 &#x1F600;', 'Café & bar €5 😀'],
    ['a name that is none', 'R&D &zzz; AT&T', 'R&D &zzz; AT&T'],
    ['what no reader sees', 'a<script>if (a < b) {}</script><STYLE>p {}</STYLE><!-- <p>no</p> -->b', 'a\nb'],
    ['a > within quotes', '<a title="x > y" href=\'#\'>link</a>', 'link'],
    ['a < that opens no tag', '2 < 3 and <3', '2 < 3 and <3'],
    ['an escaped tag as text', '&lt;b&gt;bold&lt;/b&gt;', '<b>bold</b>'],
    ['a quote that never ends', '<a href="x>link</a> and more', 'link and more'],
    ['a tag that never ends', 'text <b', 'text'],
    ['plain text', 'Just words', 'Just words'],
  ])('%s', (_, html, text) => {
    expect(htmlToText(html)).toBe(text);
  });

  test('reads a megabyte of broken HTML in one go', () => {
    expect(htmlToText('<a ="'.repeat(200_000))).toBe('');
    expect(htmlToText('<script'.repeat(150_000))).toBe('');
    expect(htmlToText('<'.repeat(1_000_000))).toHaveLength(1_000_000);
  });
});
