// The columns of a grid in order: places that are typed in, and computed ones between them.
export function columnsOf(field) {
  const found = [];
  for (const column of field.columns) {
    if (column.auto) {
      found.push({ column, field: column, label: column.label, at: -1, isNeeded: false });
      continue;
    }
    field.places.forEach(([key, part], at) => {
      if (key !== column.key) return;
      const own = part ? column.parts.find((each) => each.key === part) : column;
      const label = part ? `${column.label}: ${own.label}` : column.label;
      found.push({ column, field: own, label, at, isNeeded: Boolean(column.required && own.required) });
    });
  }
  return found;
}

const WIDTHS = { longtext: 'wide', int: 'narrow', percent: 'narrow', be_year: 'narrow', decimal: 'narrow', money: 'middling', date: 'middling', bool: 'narrow', thai_id: 'middling', phone_th: 'middling', school_code: 'middling' };
export const widthOf = (field) => WIDTHS[field.type] ?? 'usual';
export const isNumber = (field) => ['int', 'percent', 'decimal', 'money', 'be_year'].includes(field.type);
