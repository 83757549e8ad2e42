// bpmn-js's text renderer with Thai lines: it is handed text that already fits.
import TextRenderer from 'bpmn-js/lib/draw/TextRenderer';
import { broken, fitted, plain, widest } from './lines.js';

const FONT = '"IBM Plex Sans Thai Looped", "Noto Sans Thai Looped", "Leelawadee UI", Tahoma, sans-serif';
export const textConfig = {
  defaultStyle: { fontFamily: FONT, fontSize: 13, lineHeight: 1.4 },
  externalStyle: { fontSize: 12, lineHeight: 1.35 },
};

/** Wait for the fonts: a canvas measures with what is there. */
export const fontsReady = () => document.fonts.load('13px "IBM Plex Sans Thai Looped"', 'กa');

const isTask = ({ align, box }) =>
  align === 'center-middle' && box && box.width >= 90 && box.width <= 240 && box.height >= 60 && box.height <= 160;

class ThaiTextRenderer extends TextRenderer {
  constructor(config) {
    super(config);
    const { createText, getDimensions, getExternalLabelBounds, getTextAnnotationBounds } = this;
    const wrapped = (text, options = {}) => {
      const { padding = 0, box, style } = options;
      const sides = typeof padding === 'object' ? (padding.left || 0) + (padding.right || 0) : 2 * padding;
      return broken(text || '', (box ? box.width : 150) - sides - 1, { ...this.getDefaultStyle(), ...style });
    };
    this.createText = (text, options = {}) => {
      if (!text || !isTask(options)) return this.createLabel(wrapped(text, options), options);
      const { box, style } = options;
      const found = fitted(text, { width: box.width - 10, height: box.height }, { ...this.getDefaultStyle(), ...style });
      return createText.call(this, plain(found.lines.join('\n')), { ...options, padding: 4, style: { ...style, fontSize: found.size } });
    };
    // A word wider than its label: the stock renderer would cut it, so its box is made wider, about its middle.
    this.createLabel = (lines, options) => {
      const { box, style } = options;
      const over = box ? Math.ceil(widest(lines, { ...this.getDefaultStyle(), ...style }) + 2 - box.width) : 0;
      if (over <= 0) return createText.call(this, lines, options);
      const drawn = createText.call(this, lines, { ...options, box: { ...box, width: box.width + over } });
      if (options.align !== 'left-top') drawn.setAttribute('transform', `translate(${-over / 2}, 0)`);
      return drawn;
    };
    this.getDimensions = (text, options) => getDimensions.call(this, wrapped(text, options), options);
    this.getExternalLabelBounds = (bounds, text) => {
      const box = { width: Math.max(bounds.width, 90) };
      const found = getExternalLabelBounds.call(this, bounds, wrapped(text, { box, style: this.getExternalStyle() }));
      return { ...found, x: found.x - 2, width: found.width + 4 }; // what just fits would be broken anew
    };
    this.getTextAnnotationBounds = (bounds, text) =>
      getTextAnnotationBounds.call(this, bounds, wrapped(text, { box: bounds, padding: 7 }));
  }
}
ThaiTextRenderer.$inject = ['config.textRenderer'];

export const thaiText = { textRenderer: ['type', ThaiTextRenderer] };
