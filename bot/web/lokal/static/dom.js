// Making elements. Text only ever becomes text nodes: nothing here parses HTML.

/** Return an element; `class`, `on` (listeners) and attributes in `props`, nodes and strings as children. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === 'on') {
      for (const [type, listener] of Object.entries(value)) node.addEventListener(type, listener);
    } else {
      node.setAttribute(name, value === true ? '' : value);
    }
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

let count = 0;

/** Return an id that no other element has. */
export function freshId(stem) {
  count += 1;
  return `${stem}-${count}`;
}

/** Post JSON to the workspace; always returns an object, with `fault` when it did not go well. */
export async function post(path, body) {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = (response.headers.get('content-type') ?? '').startsWith('application/json')
      ? await response.json()
      : {};
    if (!response.ok && !answer.fault) answer.fault = `Noe gikk galt (HTTP ${response.status}).`;
    return answer;
  } catch {
    return { fault: 'Får ikke kontakt med Kodevakt lokal. Kjører den fortsatt i terminalen?' };
  }
}
