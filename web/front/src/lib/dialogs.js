// <button data-dialog="id"> opens <dialog id="id">; [data-close], Escape or a click beside it closes it.
export function startDialogs() {
  document.addEventListener('click', (event) => {
    const opener = event.target.closest?.('[data-dialog]');
    if (opener) document.getElementById(opener.dataset.dialog)?.showModal();
    const closer = event.target.closest?.('[data-close]');
    if (closer) closer.closest('dialog')?.close();
    if (event.target instanceof HTMLDialogElement) event.target.close();
  });
}
