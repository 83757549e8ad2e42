// A diagram in the page: fitted, zoomable, never trapping the page's scrolling.
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import { t } from '../lib/language.js';
import { fontsReady, textConfig, thaiText } from './thai.js';

const FOOT = 46; // room for the zoom buttons and the bpmn.io mark, so that neither covers the diagram
const MARGIN = 12;
const LARGEST = 1.25;

/**
 * Open the diagram that `element` names in data-diagram. Resolves with the viewer, which also has `fit()`
 * (the whole diagram) and `lookAt(id, width)` (one element at a readable size). `near`: the id of an element to
 * begin with; without it, or if there is none, the whole diagram is seen.
 */
export async function openDiagram(element, { modules = [], near } = {}) {
  const [xml] = await Promise.all([source(element.dataset.diagram), fontsReady()]);
  const viewer = new NavigatedViewer({
    container: element,
    textRenderer: textConfig,
    additionalModules: [thaiText, ...modules],
    bpmnRenderer: { defaultFillColor: '#fff', defaultStrokeColor: '#33414f', defaultLabelColor: '#15212c' },
  });
  await viewer.importXML(xml);
  viewer.fit = () => fit(viewer, element);
  viewer.lookAt = (id, width = 520) => lookAt(viewer, element, id, width);
  const isNear = Boolean(near) && viewer.lookAt(near);
  if (!isNear) viewer.fit();
  describe(viewer, element);
  letPageScroll(element);
  element.append(zoomBar(viewer));
  followSize(viewer, element);
  if (isNear) viewer.keepView();
  element.classList.add('ready');
  return viewer;
}

async function source(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.text();
}

function fit(viewer, element) {
  const canvas = viewer.get('canvas');
  const { inner } = canvas.viewbox();
  const width = element.clientWidth;
  const height = element.clientHeight - FOOT;
  const scale = Math.min(width / (inner.width + 2 * MARGIN), height / (inner.height + 2 * MARGIN), LARGEST);
  canvas.viewbox({
    x: inner.x + inner.width / 2 - width / scale / 2,
    y: inner.y + inner.height / 2 - height / scale / 2,
    width: width / scale,
    height: (height + FOOT) / scale,
  });
}

function lookAt(viewer, element, id, width) {
  const shape = viewer.get('elementRegistry').get(id);
  if (!shape || shape.waypoints) return false;
  const height = (width * element.clientHeight) / element.clientWidth;
  viewer.get('canvas').viewbox({
    x: shape.x + shape.width / 2 - width / 2,
    y: shape.y + shape.height / 2 - height / 2,
    width,
    height,
  });
  return true;
}

function describe(viewer, element) {
  element.setAttribute('role', 'group');
  element.setAttribute('aria-label', element.dataset.label || t('แผนผังกระบวนงาน', 'Diagram of the procedure'));
}

/** The wheel belongs to the page unless Ctrl (zoom) or Shift (sideways) is held. */
function letPageScroll(element) {
  element.addEventListener('wheel', (event) => {
    if (!event.ctrlKey && !event.shiftKey) event.stopImmediatePropagation();
  }, { capture: true });
}

const PATHS = { in: 'M8 3v10M3 8h10', out: 'M3 8h10', fit: 'M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3' };

function zoomBar(viewer) {
  const bar = document.createElement('div');
  bar.className = 'zoombar';
  const zoom = (by) => () => viewer.get('zoomScroll').stepZoom(by);
  for (const [icon, label, act] of [
    ['in', t('ขยาย', 'Zoom in'), zoom(1)],
    ['out', t('ย่อ', 'Zoom out'), zoom(-1)],
    ['fit', t('ดูทั้งผัง', 'Whole diagram'), viewer.fit],
  ]) bar.append(zoomButton(icon, label, act));
  return bar;
}

function zoomButton(icon, label, act) {
  const button = document.createElement('button');
  button.type = 'button';
  button.title = label;
  button.setAttribute('aria-label', label);
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', PATHS[icon]);
  svg.append(path);
  button.append(svg);
  button.addEventListener('click', act);
  return button;
}

/** Keep the whole diagram in sight while the page's size changes, until the person moves it. */
function followSize(viewer, element) {
  let isTouched = false;
  let frame;
  let isKnown = false; // the observer tells the size of now first, which was just fitted
  element.addEventListener('pointerdown', () => { isTouched = true; });
  viewer.keepView = () => { isTouched = true; };
  new ResizeObserver(() => {
    if (!isKnown) {
      isKnown = true;
      return;
    }
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      viewer.get('canvas').resized();
      if (!isTouched) viewer.fit();
    });
  }).observe(element);
}
