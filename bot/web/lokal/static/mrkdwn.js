// Slack's mrkdwn as DOM nodes: the same characters format, the same tokens are links and mentions.
import { el } from './dom.js';

const EMOJI = {
  white_check_mark: '✅', heavy_check_mark: '✔️', warning: '⚠️', x: '❌', information_source: 'ℹ️', bulb: '💡',
  question: '❓', grey_question: '❔', calendar: '📅', date: '📅', bell: '🔔', mag: '🔍', '+1': '👍', thumbsup: '👍',
  '-1': '👎', thumbsdown: '👎', books: '📚', book: '📖', memo: '📝', eyes: '👀', hourglass: '⌛', wave: '👋',
  point_right: '👉', arrow_right: '➡️', link: '🔗', tada: '🎉', robot_face: '🤖', lock: '🔒', rotating_light: '🚨',
};
const STYLES = { '*': 'strong', _: 'em', '~': 's' };
const INLINE = new RegExp(
  [
    '`(?<code>[^`\\n]+)`',
    '<(?<token>[^<>\\n]+)>',
    ':(?<emoji>[a-z0-9_+-]+):',
    '(?<![\\p{L}\\p{N}])(?<mark>[*_~])(?=\\S)(?!\\k<mark>)(?<styled>.+?)(?<=\\S)\\k<mark>(?![\\p{L}\\p{N}])',
  ].join('|'),
  'gu',
);
const SHORT = 24;

/** Return mrkdwn `text` as a fragment. `names` gives the name of each user id. */
export function mrkdwn(text, names = {}) {
  const out = document.createDocumentFragment();
  String(text).split(/```([\s\S]+?)```/).forEach((part, i) => {
    if (i % 2) out.append(el('pre', {}, el('code', {}, unescape(part.replace(/^\n|\n$/g, '')))));
    else if (part) out.append(lines(part, names));
  });
  return out;
}

function lines(text, names) {
  const out = document.createDocumentFragment();
  let quote = null;
  let fresh = true;
  for (const line of text.split('\n')) {
    const quoted = line.match(/^(?:&gt;|>) ?(.*)$/);
    if (quoted && !quote) out.append((quote = el('blockquote')));
    else if (quoted) quote.append(el('br'));
    else if (!quote && !fresh) out.append(el('br'));
    (quoted ? quote : out).append(inline(quoted ? quoted[1] : line, names));
    if (!quoted) quote = null;
    fresh = false;
  }
  return out;
}

function inline(text, names) {
  const out = document.createDocumentFragment();
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    out.append(unescape(text.slice(at, match.index)), node(match, names));
    at = match.index + match[0].length;
  }
  out.append(unescape(text.slice(at)));
  return out;
}

function node(match, names) {
  const { code, token, emoji, mark, styled } = match.groups;
  if (code !== undefined) return codeElement(unescape(code));
  if (token !== undefined) return tokenElement(token, names);
  if (emoji !== undefined) return EMOJI[emoji] ?? match[0];
  return el(STYLES[mark], {}, inline(styled, names));
}

function tokenElement(token, names) {
  const bar = token.indexOf('|');
  const target = bar < 0 ? token : token.slice(0, bar);
  const label = bar < 0 ? '' : unescape(token.slice(bar + 1));
  if (target.startsWith('@')) return mention(`@${names[target.slice(1)] ?? (label || target.slice(1))}`);
  if (target.startsWith('#')) return mention(`#${label || target.slice(1)}`);
  if (target.startsWith('!date^')) return dateElement(target, label);
  if (target.startsWith('!subteam^')) return mention(label || '@gruppe');
  if (target.startsWith('!')) return mention(`@${target.slice(1)}`);
  return link(unescape(target), label || unescape(target));
}

function mention(text) {
  return el('span', { class: 'mention' }, text);
}

/** Return a link, or only its words when the address is not one that a browser should open. */
export function link(url, label) {
  if (!/^(https?:\/\/|mailto:)/i.test(url)) return label;
  return el('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, label);
}

/** Return `text` as code; a short one, such as a programområdekode, is never broken over two lines. */
export function codeElement(text) {
  return el('code', { class: text.length <= SHORT ? 'short' : null }, text);
}

function dateElement(target, fallback) {
  const [, seconds, format] = target.split('^');
  const moment = new Date(Number(seconds) * 1000);
  if (Number.isNaN(moment.getTime())) return fallback;
  const show = (options) => new Intl.DateTimeFormat('nb-NO', options).format(moment);
  const words = (format ?? '{date}').replace(/\{(\w+)\}/g, (whole, name) => {
    if (name.startsWith('time')) return show({ timeStyle: name === 'time_secs' ? 'medium' : 'short' });
    if (name === 'date_num') return show({ dateStyle: 'short' });
    if (name.startsWith('date')) return show({ dateStyle: name.includes('short') ? 'medium' : 'long' });
    return whole;
  });
  return el('time', { datetime: moment.toISOString(), title: fallback }, words);
}

/** Return the characters that Slack's three escapes stand for; done once, so `&amp;lt;` stays `&lt;`. */
export function unescape(text) {
  return text.replace(/&(amp|lt|gt);/g, (_, name) => ({ amp: '&', lt: '<', gt: '>' })[name]);
}

/** Return a plain_text object's words. */
export function plain(text) {
  return unescape(String(text)).replace(/:([a-z0-9_+-]+):/g, (whole, name) => EMOJI[name] ?? whole);
}

/** Return a text object, of either kind, as a node. */
export function textObject(object, names) {
  if (!object) return '';
  if (object.type === 'mrkdwn') return mrkdwn(object.text, names);
  return el('span', { class: 'plain' }, plain(object.text));
}

/** Return the sign for an emoji's name, or the name between colons. */
export function emojiSign(name) {
  return EMOJI[name] ?? `:${name}:`;
}
