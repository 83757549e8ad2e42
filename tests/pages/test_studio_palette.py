"""The palette: everything in it runs, and can be undone in one step."""

import re

from engine import deployments, drafts
from engine.errors import DeploymentRefused
from tests.pages.drawing_hand import Hand
from tests.pages.site import OPERATOR

PLACED = """async (xml) => {
  const studio = document.querySelector('[data-studio]').studio;
  const { ITEMS, modeler, placing } = studio;
  const made = {};
  for (const item of ITEMS) {
    await studio.reopen(xml);
    const find = (id) => modeler.get('elementRegistry').get(id);
    const work = placing.append(find('start'), ITEMS.find((each) => each.id === 'staff'));
    modeler.get('directEditing').cancel();
    if (item.isEnd) modeler.get('modeling').removeElements([...work.outgoing]);
    if (item.on === 'start' || item.on === 'frame') placing.add(item);
    else placing.append(work, item);
    modeler.get('directEditing').cancel();
    made[item.id] = (await modeler.saveXML()).xml;
    while (modeler.get('commandStack').canUndo()) modeler.get('commandStack').undo();
    if (!find('to_end')) throw new Error(item.id);
  }
  return made;
}"""
NEVER = re.compile(
    r"element-|complex|ad-hoc|transaction|compensation|event-position|event-sub|boundary-un"
    r"|service-topic|implicit|flow-(broken|wrong|dup)|deadline-(body|rule|n|kind|duty|place)|xsd"
)
"""Rules on what does not run or is drawn wrong: a thing of the palette may only miss something."""


def test_everything_of_the_palette_runs_and_at_most_misses_something(site, browser_page):
    begun = drafts.Begun(key="trial", title_th="ทดลองวาด")
    draft = drafts.create(site.engine, site.person("analyst"), begun).id
    hand = Hand(browser_page("analyst"), draft, "trial.bpmn")
    blank = drafts.bodies(site.engine, site.person("analyst"), draft)["trial.bpmn"].decode()

    made = hand.page.evaluate(PLACED, blank)

    assert len(made) > 40
    for item, xml in made.items():
        try:
            deployments.deploy(site.engine, OPERATOR, {"trial.bpmn": xml.encode()}, dry_run=True)
        except DeploymentRefused as refused:
            wrong = [
                each.rule for each in refused.particulars["problems"] if NEVER.search(each.rule)
            ]
            assert (item, wrong) == (item, [])
