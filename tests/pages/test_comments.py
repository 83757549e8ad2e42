"""Comments on a task's page: written, mentioning a colleague, refused with what is wrong."""

from engine import comments, instances, notices
from tests.pages.browsing import check_axe
from tests.pages.site import visible
from tests.processes.filled import filled


def a_task(site):
    [task] = site.tasks(site.start("family"))[:1]
    return f"/tasks/{task.id}", task


def test_a_comment_is_shown_with_its_author_and_its_markup_as_text(site):
    place, _ = a_task(site)
    visitor = site.client("officer")
    answer = visitor.post(f"{place}/comments", {"text": "<b>ดู</b> @director ด้วย"})

    assert answer.status_code == 303
    page = site.client("director").text(f"{place}/comments")
    assert "&lt;b&gt;ดู&lt;/b&gt;" in page
    assert '<span class="mention">@director</span>' in page
    assert "นายสมมติ ตัวอย่าง" in visible(page)
    assert "Sommut Example (officer)" in site.client("officer", "en").text(f"{place}/comments")
    assert notices.unread_count(site.engine, site.person("director")) == 1


def test_a_comment_on_another_step_of_the_case_says_on_which(site):
    case = site.start("family")
    (consult,) = site.tasks(case)
    site.client("officer").post(f"/tasks/{consult.id}/comments", {"text": "ครอบครัวมาด้วยตนเอง"})
    assert "ที่ขั้น" not in visible(site.client("officer").text(f"/tasks/{consult.id}/comments"))
    site.complete("officer", consult.id, **filled("consultation"))
    (plan,) = site.tasks(case)
    page = visible(site.client("officer").text(f"/tasks/{plan.id}/comments"))
    assert "ครอบครัวมาด้วยตนเอง" in page
    assert f"ที่ขั้น “{consult.name}”" in page


def test_what_is_refused_stays_in_the_field_with_the_reason(site):
    place, task = a_task(site)
    headers = {"HX-Request": "true"}
    for text in ("@nobody ช่วยดู", " "):
        answer = site.client("officer").post(f"{place}/comments", {"text": text}, headers=headers)
        assert answer.status_code == 422
        assert 'aria-invalid="true"' in answer.text
    assert (
        "@nobody ช่วยดู"
        in site.client("officer")
        .post(f"{place}/comments", {"text": "@nobody ช่วยดู"}, headers=headers)
        .text
    )
    assert comments.list_for(site.engine, site.person("officer"), task_id=task.id) == []


def test_colleagues_are_offered_to_staff_and_to_nobody_outside(site):
    place, _ = a_task(site)

    offered = site.client("officer").get(f"{place}/colleagues?q=ทะเบียน").json
    assert offered == [{"username": "registrar", "name": "นางสาวสมมติ ทะเบียนตัวอย่าง"}]
    assert site.client("family").get(f"{place}/colleagues?q=ทะเบียน").json == []
    assert site.client("officer2").get(f"{place}/colleagues?q=ทะเบียน").status_code == 404
    assert site.client("officer2").get(f"{place}/comments").status_code == 404


def test_nobody_writes_where_nothing_may_be_written(site):
    place, task = a_task(site)
    assert "<textarea" not in site.client("auditor").text(f"{place}/comments")
    assert site.client("auditor").post(f"{place}/comments", {"text": "x"}).status_code == 403
    instances.cancel(site.engine, site.person("family"), task.instance_id, "ยุติ")

    assert "<textarea" not in site.client("officer").text(f"{place}/comments")
    assert site.client("officer").post(f"{place}/comments", {"text": "x"}).status_code == 422


def test_a_colleague_is_mentioned_with_the_keys_alone(site, browser_page):
    place, task = a_task(site)
    page = browser_page("officer")
    page.goto(place)
    field = page.locator("#comment-text")
    field.click()
    page.keyboard.type("โปรดดู @ทะเบี")
    page.get_by_role("option", name="นางสาวสมมติ ทะเบียนตัวอย่าง").wait_for()
    check_axe(page)
    page.keyboard.press("Enter")
    assert field.input_value() == "โปรดดู @registrar "
    page.keyboard.type("ด้วย")
    page.get_by_role("button", name="ส่งความเห็น").click()
    page.locator(".comments .mention").get_by_text("@registrar").wait_for()
    check_axe(page)

    [said] = comments.list_for(site.engine, site.person("officer"), task_id=task.id)
    assert said.body == "โปรดดู @registrar ด้วย"
    assert notices.unread_count(site.engine, site.person("registrar")) == 1
