"""A form as a browser would post it: its successful controls, read from the HTML."""

from html.parser import HTMLParser

from werkzeug.datastructures import MultiDict

_LEFT_OUT = {"submit", "button", "file", "reset", "image"}


class Page(HTMLParser):
    """What tests look up in a page: controls with labels, ids, links, posted values."""

    def __init__(self, html, *, scripts=True):
        super().__init__()
        self.posted = MultiDict()
        self.ids, self.labels, self.links, self.controls = set(), set(), [], []
        self._scripts, self._off = scripts, 0
        self._text, self._list, self._chosen = None, None, False
        self._acts = {
            "label": self._label,
            "a": self._link,
            "textarea": self._textarea,
            "select": self._select,
            "input": self._input,
            "option": self._option,
        }
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "noscript" and self._scripts:
            self._off += 1
        if self._off:
            return
        if "id" in given:
            assert given["id"] not in self.ids, f"twice: {given['id']}"
            self.ids.add(given["id"])
        if tag in ("input", "select", "textarea", "output") and given.get("type") != "hidden":
            self.controls.append((tag, given))
        act = self._acts.get(tag)
        if act is not None:
            act(given)

    def _label(self, given):
        self.labels.add(given.get("for"))

    def _link(self, given):
        if given.get("href", "").startswith("#"):
            self.links.append(given["href"][1:])

    def _textarea(self, given):
        self._text = (given.get("name"), "")

    def _select(self, given):
        self._list, self._chosen = (given.get("name"), "multiple" in given), False

    def _input(self, given):
        kind = given.get("type", "text")
        is_off = kind in ("checkbox", "radio") and "checked" not in given
        if "name" in given and not is_off and kind not in _LEFT_OUT:
            self.posted.add(given["name"], given.get("value", "on"))

    def _option(self, given):
        if self._list is None:
            return
        name, is_many = self._list
        if "selected" in given or (not is_many and not self._chosen and not self.posted.get(name)):
            if not is_many:
                self.posted.poplist(name)
            self.posted.add(name, given.get("value", ""))
            self._chosen = True

    def handle_endtag(self, tag):
        if tag == "noscript" and self._scripts:
            self._off -= 1
        if tag == "textarea" and self._text is not None:
            name, text = self._text
            self.posted.add(name, text.removeprefix("\n").replace("\n", "\r\n"))
            self._text = None
        if tag == "select":
            self._list = None

    def handle_data(self, data):
        if self._text is not None:
            self._text = (self._text[0], self._text[1] + data)
