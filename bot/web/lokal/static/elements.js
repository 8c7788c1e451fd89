// Interactive elements of Block Kit as ordinary form controls.
import { el, freshId } from './dom.js';
import { plain, textObject } from './mrkdwn.js';

/** What has been filled in so far, by block_id and action_id. */
export class Values {
  #readers = [];

  /** Remember how to read one element. */
  add(block, element, read, control) {
    this.#readers.push({ block: block.block_id, action: element.action_id, read, control, input: block });
  }

  /** Return `{block_id: {action_id: value}}`. */
  collect() {
    const found = {};
    for (const { block, action, read } of this.#readers) (found[block] ??= {})[action] = read();
    return found;
  }

  /** Return the readers, to find the control of a block. */
  get all() {
    return this.#readers;
  }
}

const INPUTS = {
  plain_text_input: 'text', email_text_input: 'email', url_text_input: 'url', number_input: 'number',
  datepicker: 'date', timepicker: 'time',
};

/** Return the control for an element. `ctx.act` is called when it acts at once (not inside an input block). */
export function control(element, block, ctx, label) {
  if (element.type === 'button') return button(element, block, ctx);
  if (element.type === 'overflow') return overflow(element, block, ctx);
  if (element.type in INPUTS) return textControl(element, block, ctx, label);
  if (element.type === 'static_select') return select(element, block, ctx, label);
  if (['radio_buttons', 'checkboxes', 'multi_static_select'].includes(element.type)) {
    return choices(element, block, ctx, label);
  }
  return el('span', { class: 'unknown' }, `(${element.type} vises ikke her)`);
}

function actsAtOnce(block) {
  return block.type !== 'input' || block.dispatch_action === true;
}

function button(element, block, ctx) {
  const props = { class: element.style ?? null, 'aria-label': element.accessibility_label ?? null };
  if (element.url) {
    return el('a', { class: 'button', href: safe(element.url), target: '_blank', rel: 'noopener noreferrer', ...props },
      plain(element.text.text));
  }
  const node = el('button', { type: 'button', ...props }, plain(element.text.text));
  node.addEventListener('click', () => ctx.act(block, element, element.value ?? '', node));
  return node;
}

function safe(url) {
  return /^https?:\/\//i.test(url) ? url : null;
}

function overflow(element, block, ctx) {
  const options = element.options.map((option) => {
    const node = el('button', { type: 'button' }, textObject(option.text, ctx.names));
    node.addEventListener('click', () => ctx.act(block, element, option.value, node));
    return el('li', {}, node);
  });
  return el('details', { class: 'overflow' }, el('summary', {}, 'Flere valg'), el('ul', {}, options));
}

function textControl(element, block, ctx, label) {
  const area = element.type === 'plain_text_input' && element.multiline;
  const node = el(area ? 'textarea' : 'input', {
    id: freshId('felt'),
    type: area ? null : INPUTS[element.type],
    rows: area ? 4 : null,
    step: element.type === 'number_input' && element.is_decimal_allowed ? 'any' : null,
    maxlength: element.max_length ?? null,
    placeholder: element.placeholder ? plain(element.placeholder.text) : null,
    'aria-label': label ? null : element.placeholder ? plain(element.placeholder.text) : 'Felt',
  });
  node.value = element.initial_value ?? element.initial_date ?? element.initial_time ?? '';
  if (actsAtOnce(block)) node.addEventListener('change', () => ctx.act(block, element, node.value, node));
  return named(node, element, block, ctx, label, () => node.value);
}

function named(node, element, block, ctx, label, read) {
  if (label) label.setAttribute('for', node.id);
  ctx.values.add(block, element, read, node);
  return node;
}

function groups(element) {
  return element.option_groups ?? [{ options: element.options ?? [] }];
}

function select(element, block, ctx, label) {
  const empty = el('option', { value: '' }, element.placeholder ? plain(element.placeholder.text) : 'Velg …');
  const node = el('select', { id: freshId('felt'), 'aria-label': label ? null : empty.textContent }, empty);
  for (const group of groups(element)) {
    const options = group.options.map((o) => el('option', { value: o.value }, plain(o.text.text)));
    node.append(...(group.label ? [el('optgroup', { label: plain(group.label.text) }, options)] : options));
  }
  node.value = element.initial_option?.value ?? '';
  if (actsAtOnce(block)) {
    node.addEventListener('change', () => node.value && ctx.act(block, element, node.value, node));
  }
  return named(node, element, block, ctx, label, () => node.value);
}

function choices(element, block, ctx, label) {
  const one = element.type === 'radio_buttons';
  const name = freshId('valg');
  const first = new Set(
    (element.initial_options ?? [element.initial_option]).filter(Boolean).map((option) => option.value),
  );
  const boxes = [];
  const rows = groups(element).flatMap((group) => group.options).map((option) => {
    const box = el('input', { type: one ? 'radio' : 'checkbox', name, id: freshId('valg'), value: option.value });
    box.checked = first.has(option.value);
    boxes.push(box);
    const about = option.description ? el('small', {}, textObject(option.description, ctx.names)) : null;
    return el('li', {}, box, el('label', { for: box.id }, textObject(option.text, ctx.names), about));
  });
  const read = () => {
    const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
    return one ? (chosen[0] ?? '') : chosen;
  };
  const list = el('ul', { class: 'choices', role: one ? 'radiogroup' : 'group', 'aria-labelledby': label?.id ?? null,
    'aria-label': label ? null : 'Valg', tabindex: '-1' }, rows);
  if (actsAtOnce(block)) list.addEventListener('change', () => ctx.act(block, element, read(), list));
  ctx.values.add(block, element, read, list);
  return list;
}
