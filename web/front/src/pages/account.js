// What is shown once is easily taken along: chosen at a touch, copied at another.
for (const field of document.querySelectorAll('[data-select]')) {
  field.addEventListener('focus', () => field.select());
}
for (const button of document.querySelectorAll('[data-copy]')) {
  if (!navigator.clipboard) continue; // without HTTPS there is none: the text is chosen by hand
  button.hidden = false;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
    button.textContent = button.dataset.done;
  });
}
