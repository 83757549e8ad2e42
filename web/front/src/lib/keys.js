// Keys in lists: J and K (also under a Thai layout) go down and up the rows, / goes to the search.
const WRITES = /^(INPUT|SELECT|TEXTAREA)$/;

export function startKeys() {
  document.addEventListener('keydown', (event) => {
    if (WRITES.test(event.target.tagName) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.code === 'Slash') {
      event.preventDefault();
      (document.querySelector('main input[type=search]') ?? document.querySelector('#find'))?.focus();
    }
    const step = { KeyJ: 1, KeyK: -1 }[event.code];
    const rows = step ? [...document.querySelectorAll('table.list tbody a.main')] : [];
    if (!rows.length) return;
    const at = rows.indexOf(document.activeElement);
    rows[Math.max(0, Math.min(rows.length - 1, at + step))].focus();
  });
}
