// The procedure as a whole: how its cases are numbered, and when applications are taken.
import { t } from '../../../lib/language.js';
import { choiceField, textField } from '../controls.js';
import { rowsField } from '../law.js';
import { isA } from '../writing.js';

const PREFIX = /^[A-Z]{1,6}$/;

/** The procedure that runs: of a collaboration, the participant that has one. */
export function processOf(bo) {
  if (isA(bo, 'bpmn:Process')) return bo;
  if (isA(bo, 'bpmn:Participant')) return bo.processRef;
  return bo.participants?.map((each) => each.processRef).find((each) => each?.isExecutable);
}

export const process = {
  key: 'process',
  title: () => t('กระบวนงาน', 'Procedure'),
  fits: (bo) => isA(bo, 'bpmn:Process', 'bpmn:Collaboration', 'bpmn:Participant') && Boolean(processOf(bo)),
  draw(at) {
    const owner = processOf(at.bo);
    const set = (properties) => at.write.set(at.element, properties, owner);
    const own = owner === at.bo ? [] : [
      textField({ id: 'process-name', label: t('ชื่อกระบวนงานภาษาไทย', "The procedure's name in Thai"), lang: 'th', value: owner.name, commit: (name) => set({ name }) }),
      textField({ id: 'process-name-en', label: t('ชื่อกระบวนงานภาษาอังกฤษ', "The procedure's name in English"), lang: 'en', value: owner.get('khanton:nameEn'), commit: (name) => set({ 'khanton:nameEn': name || undefined }) }),
      textField({ id: 'process-about', label: t('คำอธิบายกระบวนงาน', 'What the procedure is about'), long: true, value: owner.documentation?.[0]?.text, commit: (text) => set({ documentation: text ? [at.write.create('bpmn:Documentation', { text }, owner)] : [] }) }),
      rowsField(at, { id: 'process-rows', value: owner.get('khanton:rows'), commit: (rows) => set({ 'khanton:rows': rows || undefined }) }),
    ];
    const windows = at.words.settings.filter((each) => each.kind === 'windows').map((each) => [each.name, `${each.label} (${each.shown})`]);
    return [
      ...own,
      textField({ id: 'prefix', label: t('อักษรนำเลขที่เรื่อง', 'Letters before the case number'), hint: t('อักษรอังกฤษตัวใหญ่ เช่น HE ได้เลขที่ HE-2569-000001', 'Capital letters; HE gives HE-2569-000001'), value: owner.get('khanton:businessKeyPrefix'), commit: (text) => (PREFIX.test(text) ? void set({ 'khanton:businessKeyPrefix': text }) : t('ใช้อักษรอังกฤษตัวใหญ่ 1 ถึง 6 ตัว', 'Use 1 to 6 capital letters')) }),
      choiceField({ id: 'filing', label: t('ช่วงรับคำขอของปี', 'When applications are taken'), value: owner.get('khanton:filingWindows') ?? '', options: [['', t('รับตลอดปี', 'all year')], ...windows], commit: (name) => set({ 'khanton:filingWindows': name || undefined }) }),
    ];
  },
};
