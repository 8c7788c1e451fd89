// The time in the workspace, and the buttons that move it forward.
import { el, post } from './dom.js';

const FORMAT = new Intl.DateTimeFormat('nb-NO', {
  weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Oslo',
});
const WAYS = [['time', '+ 1 time'], ['dag', '+ 1 dag'], ['uke', '+ 1 uke'], ['neste', 'Til neste påminnelse']];
const place = document.getElementById('tid');
const clock = el('time', { role: 'status' });
let ahead = 0;

/** Show the time that the workspace told, and the buttons where time can be moved. */
export function showTime(now, moves) {
  ahead = new Date(now) - Date.now();
  if (moves && !place.childElementCount) {
    place.append(clock, ...WAYS.map(([til, words]) => button(til, words)));
    setInterval(draw, 1000);
  }
  place.hidden = !moves;
  draw();
}

function draw() {
  const shown = new Date(Date.now() + ahead);
  const words = FORMAT.format(shown).replace(/(\d\d):(\d\d)$/, '$1.$2');
  clock.setAttribute('datetime', shown.toISOString());
  if (clock.textContent !== words) clock.replaceChildren(words);
}

function button(til, words) {
  const made = el('button', { type: 'button' }, words);
  made.addEventListener('click', async () => {
    place.setAttribute('aria-busy', 'true');
    for (const one of place.querySelectorAll('button')) one.disabled = true;
    const { fault } = await post('/lokal/tid', { til });
    for (const one of place.querySelectorAll('button')) one.disabled = false;
    place.removeAttribute('aria-busy');
    document.getElementById('feil').replaceChildren(fault ?? '');
    made.focus();
  });
  return made;
}
