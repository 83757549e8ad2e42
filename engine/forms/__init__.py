"""Forms: a definition that analysts edit, and all that is derived from it. Pure: no store, no IO.

A definition is `forms/<key>.json`: `key`, `title`, `rows` (rows of the manual), `fields`; also
`description`, `into` (all values under one variable; else one variable for each field),
`filled_by` (`office`/`family`: fields `by` the other are left out), `sections`, `extra`.

**A field** has `key`, `type`, `label {th, en}`; also `hint`, `note`, `required`, `required_if` and
`visible` (conditions), `from` (the path of the variable that prefills it, else its own key; of
several with blanks between, the first that holds something: `plan.goals wishes`), `by`,
`auto`, `sensitive`, `source`, `reference`.

| type | holds | also |
|---|---|---|
| text | 2,000 letters | max_length, pattern, pattern_message, digits |
| longtext | 20,000 letters | max_length |
| int, be_year | a whole number; a year of the Buddhist era | min, max |
| decimal | a number such as 3.75 | min, max, decimals (0-6, else 2) |
| money, percent | baht; 0-100: at most two decimals | min, max |
| date, datetime | ISO 8601, read as people write it | |
| bool | true, false | must (only true will do) |
| enum, multi | one or several of `options [{value, th, en}]` | enum: windows |
| thai_id, phone_th, email, school_code | checked | thai_id: student (G-codes too) |
| ref | key of something else: a case, a fund, a learner; text of 200 letters | of (what it is) |
| person, address_th, signature, geo | an object of known parts | person: student |
| file | a list of {attachment_id, name} | accept, max_bytes, max_files |
| table | a list of rows of `columns` (fields; no table in a table) | min_rows, max_rows (2,000) |

**Conditions:** `{"field": "kind", "op": "eq|ne|in|gt|lt|filled", "value": …}`, joined by `all` and
`any`; they name an earlier field (in a column: an earlier column). `in` takes a list of values.

**Between fields**, always an earlier field of the same form or an earlier column of the same row;
where one of the two is empty, nothing is compared:
`max_field`, `min_field` (numbers: not above, not below that field's value), `equal_field` (the
same value), `after_field`, `before_field` (dates: not before, not after that date), and
`within_years: n` beside `after_field` (at most n years after it).

**Rows:** `unique: true` on a column of plain values: no two rows may hold the same
(each is named).

**auto:** the engine fills the field, whatever the caller sends:
`number:<counter>` (12/2569), `now`, `today`, `window`, `applicant`, `increment`,
`variable:<path>` (what the case knows there, shown and not to be changed). With `from`, `number`
and the like are kept as they are once the case has a value there.
*Computed* (columns too; only what stands before it; a *place* is `key`, or `table.column`: all its
rows added up; rounded to the decimals of the type, a half upwards):
`sum:rows.amount` or `sum:wage+farm-costs` (what is empty counts as 0), `product:weight*score`,
`ratio:income_total/household_count` (a/b), `percent:rows.present/rows.opened` (100 a/b),
`average:rows.gpa`, `count:rows`, `count:rows.granted` (filled; of a bool: true),
`count:rows.result=granted`, `words:total` (text: the amount in Thai words, … บาทถ้วน),
`row` (in a column: the number of its row, from 1). What cannot be computed (a factor is empty, the
divisor 0) stays empty. So "total not above what was received" is
`{"key": "total", "type": "money", "auto": "sum:rows.amount", "max_field": "received"}`, and "as
many as there are members" is `"auto": "count:members"`.

Errors are told by path, rows from 0: `students.17.thai_id`. Labels and messages are in Thai and
English.
"""

from engine.forms.breaking import Break, Broken, breaks
from engine.forms.checking import check
from engine.forms.compiling import schema
from engine.forms.definition import FormDefinition, load
from engine.forms.filling import (
    VARIABLE,
    auto_fields,
    kept_of,
    makes,
    prefill,
    read_back,
    value_at,
    variables_of,
    window_of,
)
from engine.forms.importing import BadCell, Imported, Target, import_rows, targets_of
from engine.forms.normalising import normalise
from engine.forms.outcomes import Outcome, outcomes

__all__ = [
    "VARIABLE",
    "BadCell",
    "Break",
    "Broken",
    "FormDefinition",
    "Imported",
    "Outcome",
    "Target",
    "auto_fields",
    "breaks",
    "check",
    "import_rows",
    "kept_of",
    "load",
    "makes",
    "normalise",
    "outcomes",
    "prefill",
    "read_back",
    "schema",
    "targets_of",
    "value_at",
    "variables_of",
    "window_of",
]
