// The page: channels, messages and the message box. The workspace tells what happens; the page shows it.
import { actor } from './acting.js';
import { showWheel } from './arshjul.js';
import { renderBlocks } from './blocks.js';
import { el, post } from './dom.js';
import { Values } from './elements.js';
import { renderMessage } from './message.js';
import { showView } from './modal.js';
import { showTime } from './time.js';
import { hint, welcome } from './welcome.js';

const NEAR = 120;
const PATIENCE = 200;
const $ = (id) => document.getElementById(id);
const log = $('logg');
const list = $('meldinger');
const box = $('boks');

const world = { me: '', bot: '', people: {}, channels: [], messages: new Map(), home: null };
let current = null;
let thread = null;
let waiting = 0;
let last = '';
const unread = new Set();

// --- What the workspace tells -------------------------------------------------------------------------------

const stream = new EventSource('/lokal/strom');
const on = (kind, work) => stream.addEventListener(kind, (event) => work(JSON.parse(event.data)));
stream.addEventListener('open', () => $('status').replaceChildren());
stream.addEventListener('error', () => $('status').replaceChildren('Frakoblet. Prøver igjen …'));

on('snapshot', (all) => {
  Object.assign(world, all, { messages: new Map(all.messages.map((message) => [key(message), message])) });
  openChannel(fromAddress() ?? world.channels[0].id);
  showView(world.view, world.people);
  showTime(all.now, all.timeMoves);
  if (!world.view && matchMedia('(hover: hover)').matches) box.focus();
});
on('message', (message) => {
  world.messages.set(key(message), message);
  if (message.channel === current) place(message, nearEnd() || waiting > 0);
  else if (message.user !== world.me) markUnread(message.channel);
});
on('gone', (message) => {
  world.messages.delete(key(message));
  if (message.channel === current) remove(message);
});
on('time', ({ now }) => showTime(now, true));
on('view', (view) => showView(view, world.people));
on('home', (view) => {
  world.home = view;
  drawChannels();
  if (current === 'hjem') openChannel('hjem');
});
post('/lokal/hjem', {});

function key({ channel, ts }) {
  return `${channel} ${ts}`;
}

// --- Channels -----------------------------------------------------------------------------------------------

function fromAddress() {
  const name = decodeURIComponent(location.hash.replace(/^#\/?/, ''));
  if (name === 'hjem' && world.home) return 'hjem';
  return world.channels.find((channel) => channel.name === name)?.id ?? null;
}

function drawChannels() {
  const items = (im) => world.channels.filter((channel) => channel.im === im).map(channelItem);
  const home = world.home ? [channelItem({ id: 'hjem', name: 'hjem', label: 'Hjem' })] : [];
  $('kanaler').replaceChildren(
    el('h2', {}, 'Direktemelding'), el('ul', {}, home, items(true)),
    el('h2', {}, 'Kanaler'), el('ul', {}, items(false)),
  );
}

function channelItem(channel) {
  const fresh = unread.has(channel.id) ? el('span', { class: 'new' }, 'ny') : null;
  const label = channel.label ?? (channel.im ? channel.name : `# ${channel.name}`);
  const props = { href: `#/${channel.name}`, 'aria-current': channel.id === current ? 'page' : null };
  return el('li', {}, el('a', props, label, fresh ? ' ' : null, fresh));
}

function markUnread(channel) {
  unread.add(channel);
  drawChannels();
}

function openChannel(id) {
  current = id;
  unread.delete(id);
  stopThread();
  drawChannels();
  const channel = world.channels.find((one) => one.id === id);
  const name = !channel ? 'Hjem' : channel.im ? channel.name : `# ${channel.name}`;
  $('kanalnavn').replaceChildren(name);
  $('tema').replaceChildren(channel?.topic ?? 'Det Kodevakt viser i fanen Hjem');
  document.title = `${name} · Kodevakt lokal`;
  $('skriv').hidden = !channel;
  $('bokslapp').replaceChildren(`Melding til ${name}`);
  box.placeholder = `Melding til ${name}`;
  $('hint').replaceChildren(...hint(channel));
  $('velkommen').hidden = !channel;
  $('velkommen').replaceChildren(...welcome(channel, (text) => send(text, null)));
  list.setAttribute('aria-live', 'off'); // a whole channel is not news
  requestAnimationFrame(() => list.setAttribute('aria-live', 'polite'));
  list.replaceChildren();
  if (!channel) drawHome();
  else [...world.messages.values()].filter((m) => m.channel === id).sort(byTime).forEach((m) => place(m, false));
  log.scrollTop = list.childElementCount ? log.scrollHeight : 0;
}

function byTime(a, b) {
  return Number(a.ts) - Number(b.ts);
}

function drawHome() {
  const values = new Values();
  const act = actor(() => ({ view_id: world.home.id }), values, (words) => $('feil').replaceChildren(words));
  list.replaceChildren(el('div', { class: 'home body' }, renderBlocks(world.home.blocks, { names: world.people, values, act })));
}

// --- Messages -----------------------------------------------------------------------------------------------

function nearEnd() {
  return log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;
}

/** Put a message where it belongs: at the end, in its thread, or in the place of its older version. */
function place(message, follow) {
  const article = renderMessage(message, world, startThread);
  const old = find(message);
  if (old) {
    const hadFocus = old.contains(document.activeElement);
    old.replaceWith(article);
    if (hadFocus) article.focus({ preventScroll: true });
  } else {
    homeOf(message).append(el('div', { class: 'post' }, article, el('div', { class: 'replies' })));
  }
  if (follow) article.scrollIntoView({ block: article.offsetHeight > log.clientHeight ? 'start' : 'nearest' });
}

function find({ ts }) {
  return list.querySelector(`article[data-ts="${CSS.escape(ts)}"]`);
}

function homeOf(message) {
  const root = message.thread_ts && message.thread_ts !== message.ts ? find({ ts: message.thread_ts }) : null;
  return root?.closest('.post')?.querySelector(':scope > .replies') ?? list;
}

function remove(message) {
  const old = find(message);
  if (!old) return;
  const hadFocus = old.contains(document.activeElement);
  old.closest('.post').remove();
  if (hadFocus) box.focus();
}

// --- Threads ------------------------------------------------------------------------------------------------

function startThread(message) {
  thread = message.thread_ts ?? message.ts;
  const words = find(message)?.querySelector('.body')?.textContent.trim().slice(0, 40) ?? '';
  $('trad').firstElementChild.replaceChildren(`Svarer i tråden til «${words}»`);
  $('trad').hidden = false;
  box.focus();
}

function stopThread() {
  thread = null;
  $('trad').hidden = true;
}

$('trad').querySelector('button').addEventListener('click', () => {
  stopThread();
  box.focus();
});

// --- The message box ----------------------------------------------------------------------------------------

async function send(text, threadTs) {
  last = text;
  waiting += 1;
  const timer = setTimeout(() => { $('venter').hidden = false; }, PATIENCE);
  const answer = await post('/lokal/send', { channel: current, text, thread_ts: threadTs });
  clearTimeout(timer);
  waiting -= 1;
  if (!waiting) $('venter').hidden = true;
  $('feil').replaceChildren(answer.fault ?? '');
  if (answer.fault && !box.value) box.value = text;
}

function grow() {
  box.style.height = 'auto';
  box.style.height = `${box.scrollHeight + 2}px`;
}

$('skriv').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = box.value.trim();
  if (!text) return;
  box.value = '';
  grow();
  send(text, thread);
  box.focus();
});
box.addEventListener('input', grow);
box.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    $('skriv').requestSubmit();
  } else if (event.key === 'ArrowUp' && !box.value && last) {
    event.preventDefault();
    box.value = last;
    grow();
  } else if (event.key === 'Escape' && thread) {
    stopThread();
  }
});

// --- The picture of the wheel -------------------------------------------------------------------------------

$('hjul').addEventListener('click', async () => {
  $('hjul').setAttribute('aria-busy', 'true');
  await showWheel(world.channels.find((channel) => channel.id === current)?.fylke);
  $('hjul').removeAttribute('aria-busy');
});

// --- The menu on a narrow screen ----------------------------------------------------------------------------

function toggleMenu(open) {
  $('meny').setAttribute('aria-expanded', String(open));
}

$('meny').addEventListener('click', () => toggleMenu($('meny').getAttribute('aria-expanded') !== 'true'));
addEventListener('hashchange', () => {
  if (!location.hash.startsWith('#/')) return;
  toggleMenu(false);
  openChannel(fromAddress() ?? world.channels[0].id);
  if (!$('skriv').hidden) box.focus();
});
