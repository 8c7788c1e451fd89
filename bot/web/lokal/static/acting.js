// Using an element: ask for confirmation where the bot wants it, show that it works, say what went wrong.
import { el, post } from './dom.js';
import { plain, textObject } from './mrkdwn.js';

/** Return the `act` of a rendering context. `where()` says which message or view, `say(words)` shows a fault. */
export function actor(where, values, say, after = () => {}) {
  return async (block, element, value, node) => {
    if (node.getAttribute('aria-busy') === 'true') return;
    if (element.confirm && !(await confirmed(element.confirm))) return;
    say('');
    node.setAttribute('aria-busy', 'true');
    const spot = { block_id: block.block_id, action_id: element.action_id, value, values: values.collect() };
    const answer = await post('/lokal/klikk', { ...where(), ...spot });
    node.removeAttribute('aria-busy');
    say(answer.fault ?? '');
    after();
  };
}

function confirmed(confirm) {
  const dialog = document.getElementById('sporsmal');
  const button = (words, value, kind) => el('button', { type: 'button', class: kind, on: { click: () => dialog.close(value) } }, words);
  dialog.replaceChildren(
    el('h2', { id: 'sporsmaltittel' }, plain(confirm.title?.text ?? 'Er du sikker?')),
    el('p', {}, textObject(confirm.text)),
    el('div', { class: 'buttons' },
      button(plain(confirm.deny?.text ?? 'Avbryt'), 'nei', ''),
      button(plain(confirm.confirm?.text ?? 'Ja'), 'ja', confirm.style ?? 'primary')),
  );
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'ja'), { once: true });
  });
}
