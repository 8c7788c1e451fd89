// What to try first, and how to write.
import { el } from './dom.js';

const EXAMPLES = [
  '/frist',
  '/frist oktober',
  '/kode VGTIP1H---',
  '/kode TPTIP1A---',
  'hvilken kode for elev som tar vg1 over to år, minoritetsspråklig, andre året?',
  'når skrives grunnkoden på vitnemålet?',
];

/** Return the line under the message box. */
export function hint(channel) {
  const rule = channel?.im ? 'Skriv et spørsmål eller ' : 'Skriv @Kodevakt og spørsmålet, eller ';
  return [rule, el('code', {}, '/kode'), ' og en kode, eller ', el('code', {}, '/frist'), ' og et tema. ', el('span', { class: 'keys' }, 'Enter sender, Shift + Enter gir ny linje.')];
}

/** Return the words at the top of a channel and the examples; `send` gets the text of the one that is chosen. */
export function welcome(channel, send) {
  const mention = channel?.im ? '' : '@Kodevakt ';
  const buttons = EXAMPLES.map((example) => {
    const text = example.startsWith('/') ? example : mention + example;
    return el('li', {}, el('button', { type: 'button', class: 'example', on: { click: () => send(text) } }, text));
  });
  return [
    el('h2', { id: 'prov' }, 'Prøv Kodevakt'),
    el('p', {}, 'Kodevakt tyder programområdekoder, sier hvilken kode du skal bruke, hvorfor og hvor det står, og kjenner '
      + 'fristene i årshjulet. I kanalen til et fylke (vigo-vestland, vigo-oslo) svarer den for fylket, og der kommer påminnelsene når '
      + 'du flytter tiden fram. Her prøver du uten Slack. Velg et eksempel, eller skriv selv:'),
    el('ul', { class: 'examples' }, buttons),
  ];
}
