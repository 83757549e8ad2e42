// What an end means for the rest of the case.
import { t } from '../../../lib/language.js';
import { note } from '../controls.js';
import { definitionOf, isA } from '../writing.js';

const WORDS = [
  ['bpmn:TerminateEventDefinition', t('จบทั้งเรื่องทันที งานอื่นที่ยังเปิดอยู่ถูกยกเลิก', 'Ends the whole case at once; whatever is still open is cancelled.')],
  ['bpmn:MessageEventDefinition', t('จบทางนี้ และส่งข้อความ', 'Ends this way, and sends a message.')],
  ['bpmn:SignalEventDefinition', t('จบทางนี้ และประกาศให้ทุกเรื่องที่รอทราบ', 'Ends this way, and tells every case that waits for it.')],
  ['bpmn:ErrorEventDefinition', t('จบกลุ่มขั้นตอนนี้ด้วยข้อผิดพลาด', 'Ends these steps with an error.')],
  ['bpmn:EscalationEventDefinition', t('จบทางนี้ และส่งเรื่องต่อให้ขั้นตอนรอบนอก', 'Ends this way, and hands it to the steps around.')],
];

export const end = {
  key: 'end',
  title: () => t('เมื่อมาถึงจุดจบนี้', 'When a case comes to this end'),
  fits: (bo) => isA(bo, 'bpmn:EndEvent'),
  draw(at) {
    const found = WORDS.find(([type]) => isA(definitionOf(at.bo), type));
    return [note(found?.[1] ?? t('ทางนี้จบ เรื่องจบเมื่อทุกทางจบ', 'This way ends; the case ends when every way has.'))];
  },
};
