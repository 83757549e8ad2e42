// What was chosen in a file's field, said in its button: browsers say it in their own language, not the page's.
export function startPicked() {
  document.addEventListener('change', ({ target }) => {
    if (target.type !== 'file') return;
    const said = target.closest('.file-pick')?.querySelector('[data-picked]');
    if (!said) return;
    said.dataset.picked ||= said.textContent;
    said.textContent = [...target.files].map(({ name }) => name).join(', ') || said.dataset.picked;
  });
}
