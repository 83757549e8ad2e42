// Whether a condition holds of a form's values, as the server judges it (engine/forms/conditions.py).
const isNumber = (value) => typeof value === 'number';
const same = (one, other) => one === other || (Array.isArray(one) && Array.isArray(other) && one.length === other.length && one.every((each, n) => same(each, other[n])));

const TRUTHS = {
  eq: same,
  ne: (value, other) => !same(value, other),
  in: (value, others) => others.some((other) => same(value, other)),
  gt: (value, than) => isNumber(value) && value > than,
  lt: (value, than) => isNumber(value) && value < than,
  filled: (value) => value !== null && value !== undefined,
};

export function holds(condition, known) {
  if (condition.all) return condition.all.every((part) => holds(part, known));
  if (condition.any) return condition.any.some((part) => holds(part, known));
  return TRUTHS[condition.op](known[condition.field] ?? null, condition.value ?? null);
}
