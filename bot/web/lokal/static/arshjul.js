// The picture of the wheel in a <dialog>, and the same in words as its alt text.
import { el } from './dom.js';

const dialog = document.getElementById('arshjul');

/** Show the wheel of today, for the county of that name or for all. */
export async function showWheel(fylke) {
  const whose = fylke ? `?${new URLSearchParams({ fylke })}` : '';
  const address = `/arshjul.svg${whose}`;
  const { alt, fault } = await inWords(`/arshjul.txt${whose}`);
  const close = el('button', { type: 'button', class: 'primary', on: { click: () => dialog.close() } }, 'Lukk');
  const alone = el('a', { class: 'button', href: address, target: '_blank', rel: 'noopener' }, 'Åpne i egen fane');
  dialog.replaceChildren(
    el('div', { class: 'top' }, el('h2', { id: 'arshjultittel' }, 'Årshjulet'), fault ? null : alone, close),
    fault ? el('p', { class: 'fault', role: 'alert' }, fault) : el('img', { src: address, alt, width: 800 }),
  );
  dialog.showModal();
  close.focus();
}

async function inWords(address) {
  try {
    const response = await fetch(address);
    const text = await response.text();
    return response.ok ? { alt: text } : { fault: text };
  } catch {
    return { fault: 'Får ikke kontakt med Kodevakt lokal. Kjører den fortsatt i terminalen?' };
  }
}
