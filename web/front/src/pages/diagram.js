// Pages that show a diagram and where a case stands on it: opened when it comes into sight, the form comes first.
import { markState, stateOf } from '../diagram/state.js';
import { openDiagram } from '../diagram/viewer.js';
import { t } from '../lib/language.js';

const wide = (element) => element.dataset.view === 'near';

async function start(element) {
  const state = stateOf(element);
  try {
    const place = state?.look ?? state?.here?.[0] ?? state?.broken?.[0];
    const viewer = await openDiagram(element, { near: wide(element) ? place : undefined });
    if (state) markState(viewer, state);
    connectViews(element, viewer, place);
    element.dispatchEvent(new CustomEvent('khanton:diagram', { bubbles: true, detail: viewer }));
  } catch {
    const told = element.querySelector('.diagram-wait') ?? element;
    told.textContent = t('เปิดแผนผังไม่ได้ กรุณาเปิดหน้าใหม่', 'The diagram cannot be opened; reload the page.');
  }
}

/** <button data-view-of="id of the diagram" data-show="near|all"> */
function connectViews(element, viewer, place) {
  const buttons = [...document.querySelectorAll(`[data-view-of="${element.id}"]`)];
  for (const button of buttons) {
    button.addEventListener('click', () => {
      if (button.dataset.show === 'near' && place) viewer.lookAt(place);
      else viewer.fit();
      viewer.keepView();
      for (const each of buttons) each.setAttribute('aria-pressed', String(each === button));
    });
  }
}

const seen = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    seen.unobserve(target);
    start(target);
  }
}, { rootMargin: '200px' });
for (const element of document.querySelectorAll('[data-diagram]:not([data-own])')) seen.observe(element);
