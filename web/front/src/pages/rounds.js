// Choosing every school to be reminded at once.
const boxes = () => [...document.querySelectorAll('input[name=school]')];
const all = document.querySelector('[data-all-schools]');

document.addEventListener('change', (event) => {
  if (event.target === all) for (const box of boxes()) box.checked = all.checked;
  const count = boxes().filter((box) => box.checked).length;
  all.checked = count > 0 && count === boxes().length;
  all.indeterminate = count > 0 && !all.checked;
});
