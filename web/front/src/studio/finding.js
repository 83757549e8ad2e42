// Search in the diagram (Ctrl+F): by both names, by what an element is; blanks inside Thai names do not matter,
// nor whether digits are Thai: 15 วัน finds ๑๕ วันทำการ.
import { isLabel } from 'bpmn-js/lib/util/LabelUtil';
import { kindOf } from './menus.js';
import { arabic } from './properties/digits.js';

const plain = (text) => arabic(text.toLowerCase());
const squeezed = (text) => plain(text).replace(/[\s\u200b]+/g, '');

/** Steps come before remarks. */
const isRemark = ({ businessObject }) => Number(businessObject.$instanceOf('bpmn:Artifact'));

/** Return a text in the pieces that the search pad marks. */
function pieces(text, wanted) {
  const at = plain(text).indexOf(plain(wanted));
  if (at < 0) return [{ value: text }];
  const end = at + wanted.length;
  return [{ value: text.slice(0, at) }, { value: text.slice(at, end), match: true }, { value: text.slice(end) }].filter(({ value }) => value);
}

class Finding {
  constructor(elementRegistry, searchPad, canvas, names) {
    Object.assign(this, { elementRegistry, canvas, names });
    searchPad.registerProvider(this);
  }

  find(pattern) {
    const wanted = squeezed(pattern);
    const roots = this.canvas.getRootElements();
    const elements = this.elementRegistry.filter((each) => !isLabel(each) && !roots.includes(each));
    return elements
      .filter((each) => this.texts(each).some((text) => squeezed(text).includes(wanted)))
      .sort((one, other) => isRemark(one) - isRemark(other) || this.rank(one, wanted) - this.rank(other, wanted))
      .map((element) => this.told(element, pattern.trim()));
  }

  /** The very name comes first, then what begins so, then what only holds it. */
  rank(element, wanted) {
    const name = squeezed(this.names.of(element));
    return name === wanted ? 0 : name.startsWith(wanted) ? 1 : 2;
  }

  texts({ businessObject, ...element }) {
    const said = ['name', 'khanton:nameEn', 'text', 'id'].map((name) => businessObject.get(name));
    return [...said, kindOf({ ...element, businessObject })].filter((each) => typeof each === 'string' && each);
  }

  told(element, wanted) {
    const name = this.names.of(element) || element.businessObject.get('text') || kindOf(element);
    return { element, primaryTokens: pieces(name, wanted), secondaryTokens: pieces(kindOf(element), wanted) };
  }
}
Finding.$inject = ['elementRegistry', 'searchPad', 'canvas', 'names'];

export const finding = { bpmnSearch: ['type', Finding] };
