// Finding a colleague by a part of the name, while one types.
const PAUSE = 250;
let waiting = null;
let request = null;

export function startFinding() {
  document.addEventListener('input', (event) => {
    if (!event.target.matches('[data-fit]')) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => find(event.target), PAUSE);
  });
}

async function find(field) {
  request?.abort();
  request = new AbortController();
  const asked = new URLSearchParams({ q: field.value });
  for (const task of new FormData(field.form).getAll('task')) asked.append('task', task);
  try {
    const answer = await fetch(`${field.dataset.fit}?${asked}`, { signal: request.signal, headers: { 'HX-Request': 'true' } });
    if (answer.ok) show(await answer.text());
  } catch {
    // typing on asks again; what is shown stays
  }
}

function show(text) {
  const found = new DOMParser().parseFromString(text, 'text/html').body;
  document.getElementById('fits').replaceChildren(...found.childNodes);
}
