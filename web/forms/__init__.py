"""A procedure's form in a page: a definition becomes controls, a posted form becomes data again.

naming     what a control is called in the posted form and in the page, by its path
showing    how a stored value is written into a control, and read again as the same value
controls   the controls of a form, with their values, errors and what is hidden just now
reading    what was posted, as the data that the API takes
tables     a table's rows as lists of cells, as they travel to and from the page
scripts    what the page's scripts are told of the form
errors     the summary above a refused form: where each error is, and what it says

`engine.forms.check` alone judges; nothing here says no.
"""

from web.forms.controls import Control, Filled, controls_of
from web.forms.errors import summary
from web.forms.reading import read
from web.forms.scripts import told

__all__ = ["Control", "Filled", "controls_of", "read", "summary", "told"]
