// What changed meanwhile: asked every half minute and when one comes back to the page. Rows change where they
// are; new tasks are only announced, so that nothing moves under one's finger.
import { answerIn, takeIn } from './rows.js';

const EVERY = 30_000;
const SOONEST = 3_000;
let asked = 0;
let isAsking = false;

export function startNews() {
  const work = document.getElementById('work');
  if (!work) return;
  const look = () => ask(work);
  setInterval(look, EVERY);
  document.addEventListener('visibilitychange', look);
  window.addEventListener('focus', look);
}

async function ask(work) {
  if (document.hidden || isAsking || Date.now() - asked < SOONEST) return;
  [asked, isAsking] = [Date.now(), true];
  try {
    await take(work);
  } catch {
    // the next time will tell: nothing here is lost
  } finally {
    isAsking = false;
  }
}

async function take(work) {
  const ids = [...work.querySelectorAll('tr[data-task]:not(.gone)')].map((row) => row.dataset.task);
  const address = new URL(work.dataset.news, location.href);
  address.searchParams.set('shown', ids.join(','));
  address.searchParams.set('seen', work.dataset.seen);
  const answer = await fetch(address, { headers: { 'HX-Request': 'true' } });
  if (answer.status === 401) document.body.dispatchEvent(new CustomEvent('khanton:signed-out'));
  if (answer.status !== 200) return;
  const told = answerIn(await answer.text());
  work.dataset.seen = told.dataset.seen;
  takeIn(told, ids);
  announce(told.dataset.arrived);
}

function announce(words) {
  const place = document.getElementById('arrived');
  if (words) place.querySelector('a').textContent = words;
  place.hidden = !words;
}
