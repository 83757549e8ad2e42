// Whatever of a form names a field: sections, conditions, comparisons, formulas, windows of options.
const BETWEEN = ['max_field', 'min_field', 'equal_field', 'after_field', 'before_field'];
const COMPUTED = /^(sum|product|ratio|percent|average|count|words):(.*)$/;

/** Give the field at a place another key, and let what names it follow. */
export function rename(body, place, key) {
  const isColumn = place.length === 2;
  const beside = isColumn ? body.fields[place[0]].columns : body.fields;
  const before = beside[place.at(-1)].key;
  beside[place.at(-1)].key = key;
  for (const field of beside) inField(field, before, key);
  if (isColumn) {
    const table = body.fields[place[0]].key;
    for (const field of body.fields) formulas(field, `${table}.${before}`, `${table}.${key}`);
    return;
  }
  for (const section of body.sections ?? []) section.fields = section.fields.map((each) => (each === before ? key : each));
}

function inField(field, before, key) {
  for (const name of ['visible', 'required_if']) if (field[name]) condition(field[name], before, key);
  for (const name of BETWEEN) if (field[name] === before) field[name] = key;
  formulas(field, before, key);
}

function condition(each, before, key) {
  for (const part of [...(each.all ?? []), ...(each.any ?? [])]) condition(part, before, key);
  if (each.field === before) each.field = key;
}

function formulas(field, before, after) {
  const found = COMPUTED.exec(field.auto ?? '');
  if (!found) return;
  const [places, ...value] = found[2].split('=');
  const told = places.replace(/[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?/g, (place) => {
    if (place === before) return after;
    return place.startsWith(`${before}.`) && !before.includes('.') ? after + place.slice(before.length) : place;
  });
  field.auto = `${found[1]}:${[told, ...value].join('=')}`;
}

/** Return the labels of the fields that name this one. */
export function namedBy(body, place) {
  const text = (each) => JSON.stringify(each);
  const isColumn = place.length === 2;
  const beside = isColumn ? body.fields[place[0]].columns : body.fields;
  const { key } = beside[place.at(-1)];
  const changed = (each) => {
    const copy = structuredClone(each);
    inField(copy, key, 'another_key');
    return text(copy) !== text(each);
  };
  return beside.filter((each, at) => at !== place.at(-1) && changed(each)).map((each) => each.label?.th ?? each.key);
}
