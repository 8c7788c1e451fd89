// The bot's modals in a <dialog>: the browser keeps the focus inside, Esc closes, faults stand at their field.
import { actor } from './acting.js';
import { renderBlocks } from './blocks.js';
import { el, freshId, post } from './dom.js';
import { Values } from './elements.js';
import { plain } from './mrkdwn.js';

const dialog = document.getElementById('skjema');
let shown = null;

/** Show `view`, or close the dialog when there is none. */
export function showView(view, names) {
  if (!view) {
    shown = null;
    closeDialog();
  } else if (view.hash !== shown?.hash) {
    shown = view;
    render(view, names);
    if (!dialog.open) dialog.showModal();
    (dialog.querySelector('.input input, .input textarea, .input select') ?? dialog.querySelector('button'))?.focus();
  }
}

dialog.addEventListener('cancel', (event) => {
  event.preventDefault();
  close();
});

async function close() {
  if (shown) await post('/lokal/lukk', { view_id: shown.id });
  if (!shown) closeDialog();
}

/** Close the dialog. Chromium gives the focus back without a caret: what is typed would go nowhere. */
function closeDialog() {
  if (!dialog.open) return;
  dialog.close();
  const back = document.activeElement;
  back?.blur();
  back?.focus();
}

function render(view, names) {
  const values = new Values();
  const fault = el('p', { class: 'fault', role: 'alert' });
  const say = (words) => fault.replaceChildren(words);
  const ctx = { names, values, act: actor(() => ({ view_id: view.id }), values, say) };
  const send = view.submit
    ? el('button', { type: 'submit', class: 'primary' }, plain(view.submit.text))
    : null;
  const cancel = el('button', { type: 'button', on: { click: close } }, plain(view.close?.text ?? 'Avbryt'));
  const form = el('form', { novalidate: true },
    el('h2', { id: 'skjematittel' }, plain(view.title.text)),
    el('div', { class: 'fieldset' }, renderBlocks(view.blocks, ctx)),
    fault,
    el('div', { class: 'buttons' }, cancel, send));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (send) submit(view, values, send, say);
  });
  dialog.replaceChildren(form);
}

async function submit(view, values, send, say) {
  if (send.getAttribute('aria-busy') === 'true') return;
  say('');
  if (showErrors(missing(values), values)) return;
  send.setAttribute('aria-busy', 'true');
  const answer = await post('/lokal/skjema', { view_id: view.id, values: values.collect() });
  send.removeAttribute('aria-busy');
  showErrors(answer.errors ?? {}, values);
  say(answer.fault ?? '');
}

function missing(values) {
  const empty = values.all.filter(({ input, read }) => input.type === 'input' && !input.optional && !read().length);
  return Object.fromEntries(empty.map(({ block }) => [block, 'Fyll ut dette feltet.']));
}

/** Put each error at its field, move the focus to the first, and tell whether there were any. */
function showErrors(errors, values) {
  let first = null;
  for (const { block, control } of values.all) {
    const frame = dialog.querySelector(`[data-block="${CSS.escape(block)}"]`);
    frame?.querySelector('.error')?.remove();
    control.removeAttribute('aria-invalid');
    if (!frame || !errors[block]) continue;
    const error = el('p', { class: 'error', id: freshId('feil') }, errors[block]);
    frame.append(error);
    control.setAttribute('aria-invalid', 'true');
    control.setAttribute('aria-describedby', error.id);
    first ??= control;
  }
  first?.focus();
  return first !== null;
}
