// Names in two languages, and what the element is about.
import { t } from '../../../lib/language.js';
import { textField } from '../controls.js';
import { isA } from '../writing.js';

/** The name on the diagram; a label of its own is made where the element has one beside it. */
function rename(at, name) {
  const isDrawnBeside = !isA(at.bo, 'bpmn:Process', 'bpmn:Collaboration');
  if (isDrawnBeside) at.write.modeling.updateLabel(at.element, name);
  else at.write.set(at.element, { name: name || undefined });
}

function describe(at, text) {
  const documentation = text ? [at.write.create('bpmn:Documentation', { text }, at.bo)] : [];
  at.write.set(at.element, { documentation });
}

export const general = {
  key: 'general',
  title: () => t('ชื่อและคำอธิบาย', 'Name and description'),
  fits: (bo) => !isA(bo, 'bpmn:TextAnnotation', 'bpmn:Group', 'bpmn:Collaboration'),
  draw: (at) => [
    textField({ id: 'name', label: t('ชื่อภาษาไทย', 'Name in Thai'), lang: 'th', value: at.bo.name, commit: (name) => rename(at, name) }),
    textField({ id: 'name-en', label: t('ชื่อภาษาอังกฤษ', 'Name in English'), lang: 'en', value: at.bo.get('khanton:nameEn'), commit: (name) => at.write.set(at.element, { 'khanton:nameEn': name || undefined }) }),
    textField({ id: 'about', label: t('คำอธิบาย', 'Description'), long: true, value: at.bo.documentation?.[0]?.text, commit: (text) => describe(at, text) }),
  ],
};
