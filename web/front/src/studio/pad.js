// What can be done with the element at hand, beside it: few and large buttons, the rest in their menus.
import { is } from 'bpmn-js/lib/util/ModelUtil';
import { t } from '../lib/language.js';
import { itemOf } from './catalogue.js';
import { onlyWayOut } from './inserting.js';

const QUICK = ['staff', 'decide', 'end'];

export class Pad {
  constructor(contextPad, connect, directEditing, menus, modeling, placing, popupMenu) {
    Object.assign(this, { connect, directEditing, menus, modeling, placing, popupMenu });
    contextPad.registerProvider(this);
  }

  getContextPadEntries(element) {
    if (element.type === 'label') return this.deletes();
    const entries = {};
    const goesOn = is(element, 'bpmn:FlowNode') && !is(element, 'bpmn:EndEvent');
    const quick = onlyWayOut(element) ? QUICK.filter((id) => id !== 'end') : QUICK; // a step has one way out
    if (goesOn) for (const id of quick) entries[`append-${id}`] = this.appends(itemOf(id));
    if (is(element, 'bpmn:Activity')) entries['append-deadline'] = this.appends(itemOf('deadline'));
    if (!this.popupMenu.isEmpty(element, 'studio-next')) entries.next = this.opens('next', 'model', 'studio-more', t('ต่อด้วย… (A)', 'Next … (A)'));
    return { ...entries, ...this.connects(element), ...this.edits(element), ...this.deletes() };
  }

  getMultiElementContextPadEntries() {
    return { align: this.opens('align', 'edit', 'studio-align', t('จัดแนว (G)', 'Align (G)')), ...this.deletes() };
  }

  appends(item) {
    return {
      group: 'model',
      className: item.icon,
      title: t(`ต่อด้วย ${item.name}`, `Then: ${item.name}`),
      action: {
        click: (_, element) => this.placing.append(element, item),
        dragstart: (event, element) => this.placing.drag(event, item, element),
      },
    };
  }

  opens(what, group, className, title) {
    return { group, className, title, action: { click: (_, element) => this.menus.open(what, element) } };
  }

  connects(element) {
    if (!['bpmn:FlowNode', 'bpmn:InteractionNode', 'bpmn:TextAnnotation'].some((type) => is(element, type))) return {};
    const start = (event, source) => this.connect.start(event, source);
    return {
      connect: { group: 'connect', className: 'bpmn-icon-connection-multi', title: t('ลากเส้นไปยังขั้นอื่น (C)', 'Connect (C)'), action: { click: start, dragstart: start } },
    };
  }

  edits(element) {
    const entries = {
      name: { group: 'edit', className: 'studio-name', title: t('แก้ชื่อ (E)', 'Name (E)'), action: { click: (_, each) => this.directEditing.activate(each) } },
    };
    if (!this.popupMenu.isEmpty(element, 'bpmn-replace')) {
      entries.replace = {
        group: 'edit', className: 'bpmn-icon-screw-wrench', title: t('เปลี่ยนชนิด (R)', 'Change (R)'), action: { click: (_, each) => this.menus.openReplace(each) },
      };
    }
    return entries;
  }

  deletes() {
    const click = (_, target) => this.modeling.removeElements(Array.isArray(target) ? [...target] : [target]);
    return { delete: { group: 'edit', className: 'bpmn-icon-trash', title: t('ลบ (Delete)', 'Delete'), action: { click } } };
  }
}
Pad.$inject = ['contextPad', 'connect', 'directEditing', 'menus', 'modeling', 'placing', 'popupMenu'];

export const pad = { contextPadProvider: ['type', Pad] };
