// Plays a case: forward at a speed, a step either way, or a jump to any event.
import { moment, t } from '../lib/language.js';
import { drawData, drawMoment } from './panel.js';
import { take } from './timeline.js';

const SLOWEST = 900;
const SHORTEST = 140;
const FOLLOWED = 20; // events a second above which the camera does not follow each
const PAUSE = 500;
const TOLD = 120; // ms between two drawings of log and panel while playing

export class Player {
  constructor({ root, stage, timeline, log, data }) {
    Object.assign(this, { root, stage, timeline, log, data });
    this.index = 0;
    this.drawn = -1;
    this.held = timeline.at(0);
    this.isPlaying = false;
    this.due = 0;
    this.last = 0;
    this.toldAt = 0;
    this.lookedAt = 0;
    this.isAwake = false;
    this.card = root.querySelector('.moment');
    this.slider = root.querySelector('.slider');
    this.speed = root.querySelector('.speed');
    this.slider.max = this.length;
  }

  get length() {
    return this.timeline.events.length;
  }

  /** Stand after the first `index` events. */
  seek(index) {
    this.index = Math.max(0, Math.min(this.length, index));
    this.held = this.timeline.at(this.index);
    this.stage.layer?.clear();
    this.draw(true);
    this.look(true);
  }

  /** Let the next event happen, its tokens on their way. */
  step(now, ms) {
    const event = this.timeline.events[this.index];
    this.stage.travel(event, now, ms);
    this.index += 1;
    take(this.held, event, this.index);
  }

  next() {
    this.pause();
    if (this.index >= this.length) return;
    this.stage.layer?.clear();
    this.step(performance.now(), 700);
    this.draw(true);
    this.look(false);
    this.wake();
  }

  toggle() {
    if (this.isPlaying) this.pause();
    else this.play();
  }

  play() {
    if (this.index >= this.length) this.seek(0);
    this.isPlaying = true;
    this.tellState();
    this.wake();
  }

  pause() {
    if (!this.isPlaying) return;
    this.isPlaying = false;
    this.tellState();
    this.draw(true);
  }

  wake() {
    this.last = 0;
    if (this.isAwake) return;
    this.isAwake = true;
    requestAnimationFrame((now) => this.frame(now));
  }

  frame(now) {
    const passed = this.last ? Math.min(now - this.last, 250) : 16;
    this.last = now;
    if (this.isPlaying) this.advance(now, passed);
    const arrived = this.stage.layer?.frame(now);
    const glides = this.stage.glide();
    if (arrived || this.index !== this.drawn) this.draw(false);
    this.isAwake = this.isPlaying || glides || this.stage.layer?.moving.size > 0;
    if (this.isAwake) requestAnimationFrame((at) => this.frame(at));
    else this.draw(true);
  }

  advance(now, passed) {
    const rate = Number(this.speed.value);
    this.due += (passed / 1000) * rate;
    const ms = Math.max(SHORTEST, Math.min(SLOWEST, 1300 / rate));
    const before = this.index;
    while (this.due >= 1 && this.index < this.length) {
      this.due -= 1;
      this.step(now, ms);
    }
    if (this.index > before) this.lookAhead(now, rate);
    if (this.index >= this.length && !this.stage.layer?.moving.size) this.pause();
  }

  /** Draw the moment: tokens always, what is read beside them not more often than it can be read. */
  draw(isWhole) {
    this.drawn = this.index;
    this.stage.draw(this.index, this.held.tokens);
    this.slider.value = this.index;
    const now = performance.now();
    if (!isWhole && now - this.toldAt < TOLD) return;
    this.toldAt = now;
    this.tell();
  }

  tell() {
    const event = this.timeline.events[this.index - 1];
    drawMoment(this.card, event, event?.set ? this.timeline.at(this.index - 1).data : new Map(), !this.timeline.isMany && this.held.isHeld);
    this.log.show(this.index);
    if (this.data && !this.data.hidden) drawData(this.data, this.held.data, this.index);
    this.root.querySelector('.place').textContent = `${this.index} / ${this.length}`;
    const words = event ? `${moment(event.at)} ${event.said}` : t('ก่อนเริ่มเรื่อง', 'before the case began');
    this.slider.setAttribute('aria-valuetext', words);
    this.root.querySelector('.where').textContent = event ? moment(event.at) : '';
    this.root.dispatchEvent(new CustomEvent('khanton:moment', { detail: { index: this.index, event } }));
  }

  /** Bring another of the case's diagrams into sight. */
  async turn(place) {
    await this.stage.show(place);
    this.root.dispatchEvent(new CustomEvent('khanton:turned', { detail: place }));
    this.stage.draw(this.index, this.held.tokens);
    this.aim(true);
  }

  /** Look at what the event at hand is about; following it into a called diagram and back. */
  look(isJump) {
    const { steps, own } = this.event ?? { steps: [] };
    const last = steps.findLast((step) => step[0] === 'entered') ?? steps.at(-1);
    const place = last?.[4] ?? own;
    if (this.stage.view === 'follow' && place !== undefined && place !== this.stage.scene?.place) this.turn(place);
    else this.aim(isJump);
  }

  aim(isJump) {
    if (!this.event) return;
    const place = this.stage.scene?.place;
    const passed = this.event.steps.filter((step) => step[4] === place && step[0] !== 'cancelled').map((step) => step[1]);
    const element = passed.findLast((each) => this.stage.layer?.has(each)) ?? this.event.element;
    if (element) this.stage.look(element, isJump);
  }

  /** The event at hand; before the first, the first that will be. */
  get event() {
    return this.timeline.events[Math.max(0, this.index - 1)];
  }

  /** At a speed that no eye follows, look up now and then instead of after every event. */
  lookAhead(now, rate) {
    if (rate > FOLLOWED && now - this.lookedAt < PAUSE) return;
    this.lookedAt = now;
    this.look(rate > FOLLOWED);
  }

  tellState() {
    const button = this.root.querySelector('.play');
    button.setAttribute('aria-pressed', String(this.isPlaying));
    button.querySelector('.word').textContent = this.isPlaying ? t('หยุด', 'Pause') : t('เล่น', 'Play');
    this.card.setAttribute('aria-live', this.isPlaying ? 'off' : 'polite');
  }
}
