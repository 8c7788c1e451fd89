// One message as an article.
import { actor } from './acting.js';
import { renderBlocks } from './blocks.js';
import { el, freshId } from './dom.js';
import { Values } from './elements.js';
import { emojiSign, mrkdwn } from './mrkdwn.js';

const CLOCK = new Intl.DateTimeFormat('nb-NO', { hour: '2-digit', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat('nb-NO', { dateStyle: 'full', timeStyle: 'medium' });

/** Return `message` as an article. `world` knows the people, `onReply` starts a reply in the thread. */
export function renderMessage(message, world, onReply) {
  const author = world.people[message.user] ?? message.user;
  const whose = message.user === world.bot ? 'bot' : message.user === world.me ? 'me' : 'workspace';
  const name = el('span', { class: 'author', id: freshId('fra') }, author);
  const moment = new Date(Number(message.ts) * 1000);
  const time = el('time', { datetime: moment.toISOString(), title: DAY.format(moment) }, CLOCK.format(moment));
  const badge = whose === 'bot' ? el('span', { class: 'badge' }, 'app') : null;
  const edited = message.edited ? el('span', { class: 'edited' }, '(endret)') : null;
  return el('article', {
    class: `message ${whose}${message.ephemeral ? ' ephemeral' : ''}`, tabindex: '-1', 'aria-labelledby': name.id, 'data-ts': message.ts,
  },
  el('span', { class: `avatar ${whose}`, 'aria-hidden': 'true' }, author[0]),
  el('div', { class: 'content' },
    el('p', { class: 'meta' }, name, badge, time, edited),
    message.ephemeral ? el('p', { class: 'only' }, 'Bare synlig for deg') : null,
    body(message, world),
    reactions(message),
    replyButton(message, onReply)));
}

function body(message, world) {
  if (!message.blocks?.length) return el('div', { class: 'body' }, mrkdwn(message.text, world.people));
  const fault = el('p', { class: 'fault', role: 'alert' });
  const values = new Values();
  const where = () => ({ channel: message.channel, ts: message.ts });
  const ctx = { names: world.people, values, act: actor(where, values, (words) => fault.replaceChildren(words)) };
  return el('div', { class: 'body' }, renderBlocks(message.blocks, ctx), fault);
}

function reactions(message) {
  if (!message.reactions?.length) return null;
  return el('p', { class: 'reactions' }, message.reactions.map((one) => el('span', { title: `:${one.name}:` }, emojiSign(one.name))));
}

function replyButton(message, onReply) {
  if (message.ephemeral) return null;
  return el('button', { type: 'button', class: 'reply', on: { click: () => onReply(message) } }, 'Svar i tråd');
}
