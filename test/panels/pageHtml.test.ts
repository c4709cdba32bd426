import assert from 'node:assert/strict';
import { pageHtml } from '../../src/panels/pageHtml.ts';

const html = pageHtml({
  language: 'zh-cn',
  title: 'A <b> & "c"',
  cspSource: 'https://x.vscode-cdn.net',
  nonce: 'n0nce',
  script: 'https://x/attention.js?a=1&b=2',
  style: 'https://x/attention.css',
});

describe('the document of a page', () => {
  it('is whole, in its language, with its title', () => {
    assert.match(html, /^<!DOCTYPE html>\n<html lang="zh-cn">/);
    assert.match(html, /<title>A &lt;b> &amp; &quot;c&quot;<\/title>/);
    assert.match(html, /<\/html>\n$/);
  });

  it('lets its own script run and nothing else', () => {
    const policy = /Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1];
    assert.equal(
      policy,
      "default-src 'none'; script-src 'nonce-n0nce'; style-src https://x.vscode-cdn.net; " +
        'font-src https://x.vscode-cdn.net; img-src https://x.vscode-cdn.net data:',
    );
    assert.deepEqual(html.match(/<script[^>]*>/g), ['<script nonce="n0nce" src="https://x/attention.js?a=1&amp;b=2">']);
    assert.doesNotMatch(html, /style=|<style|unsafe/);
  });
});
