// Block Kit as DOM nodes. Every text becomes text nodes (see dom.js), so no message can bring markup with it.
import { el, freshId } from './dom.js';
import { control } from './elements.js';
import { codeElement, emojiSign, link, mrkdwn, plain, textObject, unescape } from './mrkdwn.js';

/**
 * Return `blocks` as nodes.
 * `ctx`: names (user id -> name), values (Values), act(block, element, value, node).
 */
export function renderBlocks(blocks, ctx) {
  return blocks.map((block) => (RENDERERS[block.type] ?? unknown)(block, ctx));
}

const RENDERERS = {
  header: (block) => el('h3', {}, plain(block.text.text)),
  divider: () => el('hr'),
  image: (block) => image(block, 'figure'),
  section,
  context: (block, ctx) => el('div', { class: 'context' }, block.elements.map((part) => contextPart(part, ctx))),
  actions: (block, ctx) => el('div', { class: 'actions' }, block.elements.map((part) => control(part, block, ctx))),
  input,
  rich_text: (block, ctx) => el('div', { class: 'rich' }, block.elements.map((part) => rich(part, ctx))),
  table,
  markdown: (block, ctx) => el('div', { class: 'section' }, mrkdwn(block.text.replaceAll('**', '*'), ctx.names)),
};

function unknown(block) {
  return el('p', { class: 'unknown' }, `(Blokken «${block.type}» vises ikke her)`);
}

function section(block, ctx) {
  const words = block.text ? el('div', { class: 'words' }, textObject(block.text, ctx.names)) : null;
  const fields = block.fields
    ? el('div', { class: 'fields' }, block.fields.map((field) => el('div', {}, textObject(field, ctx.names))))
    : null;
  const beside = block.accessory
    ? el('div', { class: 'beside' }, block.accessory.type === 'image'
      ? image(block.accessory, 'span')
      : control(block.accessory, block, ctx))
    : null;
  return el('div', { class: 'section' }, el('div', { class: 'main' }, words, fields), beside);
}

function contextPart(part, ctx) {
  return part.type === 'image' ? image(part, 'span') : el('span', {}, textObject(part, ctx.names));
}

// Pictures from other servers are not fetched: the page makes no request to anywhere else.
function image(part, tag) {
  const own = part.image_url?.startsWith('/') || part.image_url?.startsWith('data:');
  const shown = own
    ? el('img', { src: part.image_url, alt: part.alt_text })
    : el('span', { class: 'picture' }, 'Bilde: ', link(part.image_url ?? '', part.alt_text));
  const caption = tag === 'figure' && part.title ? el('figcaption', {}, plain(part.title.text)) : null;
  return el(tag, { class: 'image' }, shown, caption);
}

function input(block, ctx) {
  const grouped = ['radio_buttons', 'checkboxes', 'multi_static_select'].includes(block.element.type);
  const label = el(grouped ? 'div' : 'label', { class: 'label', id: freshId('etikett') }, plain(block.label.text));
  if (block.optional) label.append(el('span', { class: 'optional' }, ' (valgfritt)'));
  const field = control(block.element, block, ctx, label);
  const hint = block.hint ? el('p', { class: 'hint', id: freshId('hint') }, plain(block.hint.text)) : null;
  if (hint) field.setAttribute('aria-describedby', hint.id);
  return el('div', { class: 'input', 'data-block': block.block_id }, label, field, hint);
}

function table(block, ctx) {
  const rows = block.rows.map((row, i) => el('tr', {}, row.map((cell) => {
    const inside = cell.type === 'rich_text' ? cell.elements.map((part) => rich(part, ctx)) : String(cell.text ?? '');
    return el(i ? 'td' : 'th', i ? {} : { scope: 'col' }, inside);
  })));
  const body = [el('thead', {}, rows[0]), el('tbody', {}, rows.slice(1))];
  return el('div', { class: 'wide', tabindex: '0', role: 'group', 'aria-label': 'Tabell' }, el('table', {}, body));
}

function rich(part, ctx) {
  const inside = () => part.elements.map((piece) => richPiece(piece, ctx));
  if (part.type === 'rich_text_preformatted') return el('pre', {}, el('code', {}, inside()));
  if (part.type === 'rich_text_quote') return el('blockquote', {}, inside());
  if (part.type === 'rich_text_list') {
    const items = part.elements.map((item) => el('li', {}, item.elements.map((piece) => richPiece(piece, ctx))));
    return el(part.style === 'ordered' ? 'ol' : 'ul', { class: `indent${Math.min(part.indent ?? 0, 4)}` }, items);
  }
  return el('p', {}, inside());
}

function richPiece(piece, ctx) {
  switch (piece.type) {
    case 'text': return styled(piece.style?.code ? codeElement(unescape(piece.text)) : unescape(piece.text), piece.style);
    case 'link': return styled(link(piece.url, unescape(piece.text ?? piece.url)), piece.style);
    case 'emoji': return emojiSign(piece.name);
    case 'user': return el('span', { class: 'mention' }, `@${ctx.names[piece.user_id] ?? piece.user_id}`);
    case 'channel': return el('span', { class: 'mention' }, `#${ctx.names[piece.channel_id] ?? piece.channel_id}`);
    case 'broadcast': return el('span', { class: 'mention' }, `@${piece.range}`);
    case 'usergroup': return el('span', { class: 'mention' }, '@gruppe');
    case 'date': return mrkdwn(`<!date^${piece.timestamp}^${piece.format ?? '{date}'}|${piece.fallback ?? ''}>`);
    default: return piece.text ?? '';
  }
}

function styled(node, style = {}) {
  let out = node;
  for (const [name, tag] of [['bold', 'strong'], ['italic', 'em'], ['strike', 's']]) {
    if (style?.[name]) out = el(tag, {}, out);
  }
  return out;
}
