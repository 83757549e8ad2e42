// Coming back finds one's place: the task last opened has the focus, and new ones are marked.
const KEY = 'khanton-inbox';

export function startPlace() {
  const kept = read();
  const isBack = performance.getEntriesByType('navigation')[0]?.type === 'back_forward';
  if (kept.address === location.href && (isBack || document.referrer.includes(`/tasks/${kept.task}`))) {
    document.querySelector(`#t-${CSS.escape(kept.task)} a.main`)?.focus({ preventScroll: true });
    window.scrollTo({ top: kept.top });
  }
  mark(kept.since);
  document.addEventListener('click', (event) => {
    if (event.target.closest('[data-show]')) keep({ ...read(), since: since() });
    const row = event.target.closest?.('a[href^="/tasks/"]')?.closest('tr[data-task]');
    if (row) keep({ address: location.href, task: row.dataset.task, top: window.scrollY });
  });
}

function mark(moment) {
  if (!moment) return;
  for (const row of document.querySelectorAll('tr[data-created]')) {
    if (Date.parse(row.dataset.created) > Date.parse(moment)) row.querySelector('.fresh').hidden = false;
  }
  keep({ ...read(), since: undefined });
}

const since = () => new URL(document.getElementById('work').dataset.news, location.href).searchParams.get('since');

function read() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}

function keep(what) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(what));
  } catch {
    // a browser that keeps nothing goes without
  }
}
