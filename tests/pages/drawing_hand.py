"""An analyst's hand in the modeler: menus, names, search, palette, properties."""

from playwright.sync_api import expect

POPUP = ".djs-popup"
NAME = ".djs-direct-editing-content"


class Hand:
    """What a person does on the modeler's page, by keys and by mouse."""

    def __init__(self, page, draft, file):
        self.page = page
        page.goto(f"/studio/{draft}/diagrams/{file}")
        expect(page.locator(".studio-diagram.ready")).to_be_attached()

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def press_there(self, *keys):
        """Press keys once they are the diagram's."""
        expect(self.page.locator(".studio-canvas svg[tabindex]")).to_be_focused()
        self.press(*keys)

    def choose(self, key, typed):
        """Open a menu by its key, filter it by typing, take the first."""
        self.press_there(key)
        expect(self.page.locator(f"{POPUP} input")).to_be_focused()
        self.page.keyboard.type(typed)
        expect(self.page.locator(f"{POPUP} .entry.selected")).to_contain_text(typed)
        self.press("Enter")
        expect(self.page.locator(POPUP)).to_have_count(0)

    def pick(self, key, text):
        """Open a short menu by its key, and go down to the entry."""
        self.press_there(key)
        chosen = self.page.locator(f"{POPUP} .entry.selected")
        expect(chosen).to_be_visible()
        expect(self.page.locator(f"{POPUP}:focus-within")).to_have_count(1)
        for each in self.page.locator(f"{POPUP} .entry").all_inner_texts():
            expect(chosen).to_contain_text(each.strip())
            if text in each:
                break
            self.press("ArrowDown")
        expect(chosen).to_contain_text(text)
        self.press("Enter")
        expect(self.page.locator(POPUP)).to_have_count(0)

    def name(self, text):
        """Write into the name that is being edited."""
        expect(self.page.locator(NAME)).to_be_focused()
        self.page.keyboard.type(text)
        self.press("Enter")
        expect(self.page.locator(NAME)).to_have_count(0)

    def is_at(self, text):
        """Wait until the page says that this is selected."""
        expect(self.page.locator("[data-said]")).to_contain_text(text)

    def find(self, text):
        """Select an element by the search."""
        self.press("Control+f")
        search = self.page.locator(".djs-search-container input")
        expect(search).to_be_focused()
        self.page.keyboard.type(text)
        expect(self.page.locator(".djs-search-result-selected")).to_contain_text(text)
        self.press("Enter")
        self.is_at(text)
        expect(self.page.locator(".props-head h2")).to_contain_text(text)

    def place(self, text):
        """Return where an element is on the screen, found by its name."""
        self.find(text)
        shape = self.page.locator(".djs-element.selected:not(.djs-label)").last
        identity = shape.get_attribute("data-element-id")
        drawn = self.page.locator(f".djs-element[data-element-id='{identity}'] > .djs-hit")
        return self.settled(drawn.first)

    def settled(self, drawn):
        """Return where something is drawn once the diagram has stopped moving."""
        before, now = None, drawn.bounding_box()
        while now != before:
            self.page.evaluate("new Promise((then) => setTimeout(then, 60))")
            before, now = now, drawn.bounding_box()
        return now

    def drag(self, item, x, y):
        """Drag an item of the palette onto the canvas."""
        button = self.page.locator(f"[data-item='{item}']")
        button.scroll_into_view_if_needed()
        button.hover()
        self.page.mouse.down()
        self.page.mouse.move(x - 30, y - 10, steps=3)
        self.page.mouse.move(x, y, steps=3)
        self.page.mouse.up()

    def property(self, identity, value):
        """Fill a field of the properties and leave it."""
        field = self.page.locator(f"#props-{identity}")
        field.fill(value)
        field.press("Enter")
        field.press("Tab")

    def form(self, title):
        """Let the selected step ask a form, and wait until the panel shows what it asks."""
        expect(self.page.locator("#props-group-form")).to_contain_text("สร้างแบบฟอร์มใหม่")
        self.property("form", title)
        expect(self.page.locator("#props-form")).to_have_value(title)
        expect(self.page.locator("#props-group-form")).to_contain_text("ข้อที่ถาม")

    def saved(self):
        """Wait until everything is saved."""
        self.press("Control+s")
        expect(self.page.locator("#saving")).to_contain_text("บันทึกแล้ว")

    def connect(self, source, target):
        """Draw a flow from one step to another, chosen by its name."""
        self.find(source)
        self.choose("c", target)
        self.is_at("เส้นทาง")

    def deadline(self, days, basis):
        """Give the selected step a deadline of calendar days, with its legal basis."""
        panel = self.page.locator("#properties")
        panel.locator("#props-add-due").click()
        number = panel.locator("[id$='-n']")
        number.fill(str(days))
        number.press("Tab")
        panel.locator("[id$='-rule']").select_option("calendar_days")
        panel.locator("[id$='-more']").click()
        field = panel.locator("[id$='-basis']")
        field.fill(basis)
        field.press("Tab")

    def condition(self, variable, value):
        """Let the first way out of the selected gateway be taken when a variable has a value."""
        panel = self.page.locator("#properties")
        panel.locator("select[id$='-add']").first.select_option(variable)
        panel.locator("select[id$='-0-value']").select_option(value)
