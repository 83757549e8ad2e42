// The log beside the diagram: thousands of rows, of which only those in sight are there.
import { moment } from '../lib/language.js';

const ROW = 58;
const BRIEF = { day: 'numeric', month: 'short', year: '2-digit', hour: '2-digit', minute: '2-digit' };

export class Log {
  constructor(pane, events, onPick) {
    Object.assign(this, { pane, events, onPick });
    this.rows = pane.querySelector('.log-rows');
    this.now = 0;
    pane.querySelector('.log-pad').style.height = `${events.length * ROW}px`;
    pane.addEventListener('scroll', () => this.draw(), { passive: true });
  }

  /** Bring the row of the event at hand into the middle. */
  show(index) {
    this.now = index;
    if (this.pane.hidden) return;
    this.pane.scrollTop = Math.max(0, (index - 0.5) * ROW - this.pane.clientHeight / 2);
    this.draw();
  }

  draw() {
    const first = Math.max(0, Math.floor(this.pane.scrollTop / ROW) - 2);
    const count = Math.ceil(this.pane.clientHeight / ROW) + 5;
    this.rows.style.transform = `translateY(${first * ROW}px)`;
    this.rows.replaceChildren(...this.events.slice(first, first + count).map((event, at) => this.row(event, first + at + 1)));
  }

  row(event, number) {
    const item = document.createElement('li');
    const button = document.createElement('button');
    button.type = 'button';
    button.className = number === this.now ? 'now' : number < this.now ? 'past' : '';
    if (number === this.now) button.setAttribute('aria-current', 'step');
    const what = document.createElement('b');
    what.textContent = event.said;
    const who = document.createElement('span');
    who.textContent = [moment(event.at, BRIEF), event.case, event.by].filter(Boolean).join(' · ');
    button.append(what, who);
    button.addEventListener('click', () => this.onPick(number));
    item.append(button);
    return item;
  }
}
