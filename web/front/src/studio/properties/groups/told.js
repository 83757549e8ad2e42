// What happens when a timer fires: the notice that its way leads to, changed right here.
import { t } from '../../../lib/language.js';
import { button, note } from '../controls.js';
import { isTimer } from '../deadlines/deadline.js';
import { isA } from '../writing.js';
import { isNotice, noticeFields } from './notice.js';

const nextOf = (bo) => bo.outgoing?.[0]?.targetRef;

export const told = {
  key: 'told',
  title: () => t('เมื่อถึงเวลา', 'When the time comes'),
  fits: (bo) => isTimer(bo) && isA(bo, 'bpmn:BoundaryEvent'),
  draw(at) {
    const next = nextOf(at.bo);
    if (!next) return [note(t('ยังไม่ได้ต่อไปที่ใด ลากเส้นจากจุดเวลานี้ไปยังการแจ้ง', 'It leads nowhere yet: draw a way from it to a notice.'))];
    const element = at.modeler.get('elementRegistry').get(next.id);
    const go = button({ id: 'to-next', label: t(`ดู “${next.name ?? ''}”`, `See “${next.name ?? ''}”`), act: () => at.select(element) });
    if (!isNotice(next)) return [note(t(`ไปที่ “${next.name ?? ''}”`, `It goes to “${next.name ?? ''}”`)), go];
    return [...noticeFields({ ...at, element, bo: next }), go];
  },
};
