// Menus that are filtered by typing: what comes next, something new, where a flow goes, what a step becomes.
import { isExpanded } from 'bpmn-js/lib/util/DiUtil';
import { is } from 'bpmn-js/lib/util/ModelUtil';
import { t } from '../lib/language.js';
import { GROUPS, ITEMS } from './catalogue.js';
import { onlyWayOut } from './inserting.js';

const ON_BOXES = /^edge-(error|escalation)/; // nothing inside a single task could throw them
const NEVER_RUN = /transaction|ad-hoc|event-subprocess|complex-gateway|compensation|cancel|data-|collapsed-subprocess|conditional-start|signal-start|error-start|escalation-start/;

export class Menus {
  constructor(popupMenu, canvas, placing, modeling, elementRegistry, names, alignElements, distributeElements) {
    Object.assign(this, { popupMenu, canvas, placing, modeling, elementRegistry, names, alignElements, distributeElements });
    popupMenu.registerProvider('studio-next', { getPopupMenuEntries: (element) => this.next(element) });
    popupMenu.registerProvider('studio-new', { getPopupMenuEntries: () => this.anything() });
    popupMenu.registerProvider('studio-connect', { getPopupMenuEntries: (element) => this.targets(element) });
    popupMenu.registerProvider('studio-align', { getPopupMenuEntries: (elements) => this.alignments(elements) });
    popupMenu.registerProvider('studio-lane', { getPopupMenuEntries: (element) => this.otherLanes(element) });
    popupMenu.registerProvider('bpmn-replace', 500, { getPopupMenuEntries: () => onlyWhatRuns });
  }

  /** Open one of the menus beside an element; `what`: next, new, connect, lane, align (of several). */
  open(what, element = this.canvas.getRootElement()) {
    const isBetween = !Array.isArray(element) && is(element, 'bpmn:SequenceFlow');
    const title = {
      next: isBetween ? t('แทรกอะไร', 'What comes between?') : t('ต่อด้วยอะไร', 'What comes next?'),
      new: t('เพิ่มอะไร', 'What is new?'),
      connect: t('ลากเส้นไปที่ขั้นใด', 'Where does it go?'),
      lane: t('ย้ายไปเลนใด', 'Which lane?'),
      align: t('จัดแนวอย่างไร', 'How to align?'),
    }[what];
    const id = `studio-${what}`;
    if (this.popupMenu.isEmpty(element, id)) return false;
    this.popupMenu.open(element, id, this.beside(element), { title, width: 330, search: true });
    return true;
  }

  openReplace(element) {
    if (this.popupMenu.isEmpty(element, 'bpmn-replace')) return false;
    this.popupMenu.open(element, 'bpmn-replace', this.beside(element), { title: t('เปลี่ยนเป็นอะไร', 'What does it become?'), width: 330, search: true });
    return true;
  }

  beside(element) {
    const frame = this.canvas.getContainer().getBoundingClientRect();
    const [first] = [element].flat();
    const isRoot = !first.parent;
    const box = isRoot ? { x: frame.width / 2 - 165, y: 40, width: 0 } : this.canvas.getAbsoluteBBox(first);
    const x = frame.left + Math.min(Math.max(0, box.x + box.width + 8), Math.max(0, frame.width - 340));
    return { x, y: frame.top + Math.min(Math.max(0, box.y), Math.max(0, frame.height - 380)) };
  }

  next(element) {
    if (is(element, 'bpmn:Lane') || is(element, 'bpmn:Participant')) return this.lanes(element);
    const entries = {};
    const isWork = is(element, 'bpmn:Activity');
    const isBox = is(element, 'bpmn:SubProcess') || is(element, 'bpmn:CallActivity');
    const isFlow = is(element, 'bpmn:SequenceFlow');
    const goesOn = isFlow || (is(element, 'bpmn:FlowNode') && !is(element, 'bpmn:EndEvent'));
    for (const item of ITEMS) {
      if ((item.on === 'flow' && goesOn && !(item.isEnd && (isFlow || onlyWayOut(element)))) || (item.on === 'edge' && isWork && (isBox || !ON_BOXES.test(item.id))) || item.on === 'note') {
        entries[item.id] = entry(item, () => this.placing.append(element, item));
      }
    }
    return entries;
  }

  lanes(element) {
    if (is(element, 'bpmn:Participant') && !isExpanded(element)) return {};
    const lane = (label, icon, action) => ({ label, className: `bpmn-icon-${icon}`, action });
    return {
      above: lane(t('เพิ่มเลนด้านบน', 'Add a lane above'), 'lane-insert-above', () => this.modeling.addLane(element, 'top')),
      below: lane(t('เพิ่มเลนด้านล่าง', 'Add a lane below'), 'lane-insert-below', () => this.modeling.addLane(element, 'bottom')),
      two: lane(t('แบ่งเป็นสองเลน', 'Divide into two lanes'), 'lane-divide-two', () => this.placing.split(element, 2)),
      three: lane(t('แบ่งเป็นสามเลน', 'Divide into three lanes'), 'lane-divide-three', () => this.placing.split(element, 3)),
    };
  }

  alignments(elements) {
    const aligned = (way, label) => [way, { label, action: () => this.alignElements.trigger(elements, way) }];
    const spread = (way, label) => [way, { label, action: () => this.distributeElements.trigger(elements, way) }];
    return Object.fromEntries([
      aligned('left', t('ชิดซ้าย', 'Left')), aligned('center', t('กึ่งกลางตามแนวตั้ง', 'Centre')), aligned('right', t('ชิดขวา', 'Right')),
      aligned('top', t('ชิดบน', 'Top')), aligned('middle', t('กึ่งกลางตามแนวนอน', 'Middle')), aligned('bottom', t('ชิดล่าง', 'Bottom')),
      spread('horizontal', t('เว้นระยะเท่ากันแนวนอน', 'Spread horizontally')), spread('vertical', t('เว้นระยะเท่ากันแนวตั้ง', 'Spread vertically')),
    ]);
  }

  otherLanes(step) {
    if (!is(step, 'bpmn:FlowNode') || is(step, 'bpmn:BoundaryEvent')) return {};
    const lanes = this.elementRegistry.filter((each) => is(each, 'bpmn:Lane') && !each.children.some((child) => is(child, 'bpmn:Lane')));
    const other = lanes.filter((each) => !each.businessObject.get('flowNodeRef').includes(step.businessObject));
    const told = (lane) => ({ label: this.names.of(lane) || kindOf(lane), className: 'bpmn-icon-lane', action: () => this.placing.toLane(step, lane) });
    return Object.fromEntries(other.map((lane) => [lane.id, told(lane)]));
  }

  anything() {
    const items = ITEMS.filter((each) => each.on !== 'edge');
    return Object.fromEntries(items.map((item) => [item.id, entry(item, () => this.placing.add(item))]));
  }

  targets(source) {
    const others = this.elementRegistry.filter((each) => each.parent && !each.waypoints && each.type !== 'label');
    const possible = others.filter((each) => this.placing.canConnect(source, each));
    const told = (target) => ({
      label: this.names.of(target) || target.businessObject.get('text') || kindOf(target),
      description: kindOf(target),
      action: () => this.placing.connect(source, target),
    });
    return Object.fromEntries(possible.map((target) => [target.id, told(target)]));
  }
}
Menus.$inject = ['popupMenu', 'canvas', 'placing', 'modeling', 'elementRegistry', 'names', 'alignElements', 'distributeElements'];

const entry = (item, action) => ({
  label: item.name,
  description: item.say,
  search: item.search,
  className: item.icon,
  group: { id: item.group, name: GROUPS[item.group] },
  action,
});

const onlyWhatRuns = (entries) => Object.fromEntries(Object.entries(entries).filter(([id]) => !NEVER_RUN.test(id)));

const KINDS = [
  ['bpmn:UserTask', t('งานของคน', 'Work of people')],
  ['bpmn:SubProcess', t('กระบวนงานย่อย', 'Sub-process')],
  ['bpmn:Activity', t('งานของระบบ', 'Work of the system')],
  ['bpmn:Gateway', t('ทางแยก', 'Gateway')],
  ['bpmn:BoundaryEvent', t('เหตุการณ์ที่ขอบงาน', 'Event on the edge')],
  ['bpmn:StartEvent', t('จุดเริ่ม', 'Start')],
  ['bpmn:EndEvent', t('จุดจบ', 'End')],
  ['bpmn:Event', t('เหตุการณ์', 'Event')],
  ['bpmn:SequenceFlow', t('เส้นทาง', 'Flow')],
  ['bpmn:MessageFlow', t('เส้นข้อความ', 'Message flow')],
  ['bpmn:Lane', t('เลน', 'Lane')],
  ['bpmn:Participant', t('หน่วยงาน', 'Unit')],
  ['bpmn:TextAnnotation', t('หมายเหตุ', 'Note')],
  ['bpmn:Group', t('กรอบจัดกลุ่ม', 'Group')],
];

/** Return what an element is, in a word or two. */
export function kindOf(element) {
  return KINDS.find(([type]) => is(element, type))?.[1] ?? t('ผัง', 'Diagram');
}

export const menus = { __init__: ['menus'], menus: ['type', Menus] };
