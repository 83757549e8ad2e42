from datetime import UTC, datetime
from uuid import UUID

import pytest

from engine import access
from engine.errors import AuditorsOnlyRead, Forbidden, NotFound, OfficeRequired
from engine.model import Person, TaskState
from engine.roles import APPLICANT_ROLES, OFFICE_ROLES, ROLES
from engine.rows import TaskRow

HERE, THERE = "udonthani1", "phayao2"


def someone(*roles, office=HERE, **more):
    return Person(id="me", name="นายสมมติ ตัวอย่าง", offices={office: frozenset(roles)}, **more)


def national(*roles):
    return Person(id="me", name="นายสมมติ ตัวอย่าง", national=frozenset(roles))


def task(roles, assignee=None, office=HERE):
    return TaskRow(
        office_id=office,
        id=UUID(int=1),
        instance_id=UUID(int=2),
        definition_key="example",
        element_id="check",
        name="ตรวจ",
        name_en="Check",
        roles=roles,
        assignee=assignee,
        state=TaskState.OPEN,
        due_at=None,
        due_date=None,
        priority=50,
        form_key=None,
        form_version=None,
        version=1,
        created_at=datetime(2026, 4, 1, tzinfo=UTC),
        closed_at=None,
        closed_by=None,
    )


def test_every_role_has_names_in_both_languages_and_one_kind():
    assert all(role.name_th and role.name_en for role in ROLES.values())
    assert not OFFICE_ROLES & APPLICANT_ROLES
    assert {"analyst", "admin", "auditor"} == ROLES.keys() - OFFICE_ROLES - APPLICANT_ROLES


@pytest.mark.parametrize("role", ["promo_officer", "registrar", "pec", "admin", "auditor"])
def test_staff_admin_and_auditor_see_every_case_of_their_office_and_none_of_another(role):
    assert access.may_see(someone(role), HERE, "family")
    assert not access.may_see(someone(role), THERE, "family")


@pytest.mark.parametrize("role", ["organiser", "school_director", "analyst"])
def test_those_from_outside_see_their_own_case_only(role):
    assert access.may_see(someone(role), HERE, "me")
    assert not access.may_see(someone(role), HERE, "family")
    assert not access.may_see(someone(role), HERE, None)


def test_a_national_role_holds_in_every_office():
    assert access.may_see(national("auditor"), THERE, "family")
    assert access.may_administer(national("admin"), THERE)
    assert not access.may_see(national("analyst"), THERE, "family")


def test_a_substitute_sees_the_absent_applicants_case_only_with_an_applicants_role():
    assert access.may_see(someone("organiser", on_behalf_of="family"), HERE, "family")
    assert not access.may_see(someone("analyst", on_behalf_of="family"), HERE, "family")


def test_a_task_goes_to_who_holds_its_role_in_its_office():
    assert access.may_do_task(someone("registrar"), task("office_deputy,registrar"), "family")
    assert not access.may_do_task(someone("registrar"), task("promo_officer"), "family")
    assert not access.may_do_task(someone("registrar"), task("registrar", office=THERE), "family")


def test_a_task_of_applicants_goes_to_the_one_whose_case_it_is():
    assert access.may_do_task(someone("organiser"), task("organiser"), "me")
    assert not access.may_do_task(someone("organiser"), task("organiser"), "family")


def test_a_task_that_an_office_gives_to_schools_goes_to_whoever_holds_the_role():
    assert access.may_do_task(someone("school_director"), task("school_director"), None)


def test_an_assignee_does_the_task_only_while_belonging_to_the_office():
    assert access.may_do_task(someone("promo_officer"), task("registrar", "me"), "family")
    assert not access.may_do_task(
        someone("promo_officer", office=THERE), task("registrar", "me"), "family"
    )


def test_standing_in_lends_the_role_and_not_the_desk():
    substitute = someone("promo_officer", on_behalf_of="absent")

    assert access.may_do_task(substitute, task("promo_officer", "absent"), "family")
    assert not access.may_do_task(substitute, task("registrar", "absent"), "family")


def test_an_auditor_never_writes_whatever_else_they_are():
    both = someone("auditor", "admin", "promo_officer")

    assert not access.may_do_task(both, task("promo_officer"), None)
    assert not access.may_administer(both, HERE)
    assert not access.may_deploy(both)
    with pytest.raises(AuditorsOnlyRead):
        access.require_writer(both)
    with pytest.raises(AuditorsOnlyRead):
        access.require_admin(both, HERE)


def test_analysts_and_national_admins_deploy():
    assert access.may_deploy(someone("analyst"))
    assert access.may_deploy(national("admin"))
    assert not access.may_deploy(someone("admin"))


def test_another_offices_business_is_not_found_and_ones_own_forbidden():
    with pytest.raises(NotFound):
        access.require_admin(someone("admin"), THERE)
    with pytest.raises(Forbidden):
        access.require_admin(someone("promo_officer"), HERE)


def test_who_comes_from_outside_is_an_applicant_unless_they_work_there_too():
    assert access.is_applicant(someone("organiser"), HERE)
    assert not access.is_applicant(someone("organiser", "promo_officer"), HERE)
    assert not access.is_applicant(someone("organiser"), THERE)


def test_a_task_that_names_nobody_is_for_everybody_who_works_for_the_office():
    unnamed = task("")

    assert access.may_do_task(someone("promo_officer"), unnamed, None)
    assert access.may_do_task(someone("admin"), unnamed, None)
    assert not access.may_do_task(someone("organiser"), unnamed, "me")
    assert not access.may_do_task(someone("promo_officer", office=THERE), unnamed, None)
    assert not access.may_do_task(someone("promo_officer"), task("", assignee="other"), None)


def of_school(*roles, code="9901000001", office=HERE, **more):
    return someone(*roles, schools={office: frozenset({code})}, **more)


SCHOOL = "school:9901000001"


def test_whoever_belongs_to_a_school_shares_its_cases_in_its_office():
    assert access.may_see(of_school("class_teacher"), HERE, SCHOOL)
    assert not access.may_see(of_school("class_teacher", code="9901000002"), HERE, SCHOOL)
    assert not access.may_see(of_school("class_teacher"), THERE, SCHOOL)
    assert not access.may_see(someone("class_teacher"), HERE, SCHOOL)


def test_belonging_to_a_school_takes_a_role_of_applicants_in_the_office():
    assert not access.may_see(of_school("analyst"), HERE, SCHOOL)
    assert not access.may_see(of_school(), HERE, SCHOOL)
    assert access.may_see(of_school("class_teacher", on_behalf_of="absent"), HERE, SCHOOL)


def test_a_task_of_a_schools_case_goes_to_its_people_by_role():
    signing = task("school_director")

    assert access.may_do_task(of_school("school_director"), signing, SCHOOL)
    assert not access.may_do_task(of_school("class_teacher"), signing, SCHOOL)
    assert not access.may_do_task(of_school("school_director", code="9901000002"), signing, SCHOOL)


def test_a_task_given_to_a_school_is_for_whoever_belongs_to_it():
    given = task("", assignee=SCHOOL)

    assert access.may_do_task(of_school("class_teacher"), given, SCHOOL)
    assert not access.may_do_task(of_school("class_teacher", code="9901000002"), given, SCHOOL)
    assert not access.may_do_task(someone("class_teacher"), given, SCHOOL)
    assert not access.may_do_task(someone("promo_officer"), given, SCHOOL)


def test_an_admin_may_take_a_task_without_roles_from_whoever_has_it_and_a_colleague_may_not():
    given = task("", assignee="somebody")

    assert access.may_do_task(someone("admin"), given, "a family")
    assert not access.may_do_task(someone("promo_officer"), given, "a family")
    assert not access.may_do_task(someone("admin"), given, "somebody")
    assert not access.may_do_task(someone("admin", "auditor"), given, "a family")


def test_a_schools_desk_withdraws_its_case():
    assert access.may_withdraw(of_school("school_director"), HERE, SCHOOL)
    assert not access.may_withdraw(of_school("class_teacher"), HERE, SCHOOL)
    assert not access.may_withdraw(of_school("school_director"), THERE, SCHOOL)
    assert access.may_withdraw(someone("organiser"), HERE, "me")
    assert not access.may_withdraw(someone("organiser", "auditor"), HERE, "me")


def test_the_promotion_group_and_admins_keep_the_register_of_schools():
    assert access.may_keep_schools(someone("promo_officer"), HERE)
    assert access.may_keep_schools(someone("admin"), HERE)
    assert not access.may_keep_schools(someone("promo_officer"), THERE)
    assert not access.may_keep_schools(someone("promo_officer", "auditor"), HERE)
    assert not access.may_keep_schools(of_school("school_director"), HERE)


def test_who_acts_in_several_offices_names_one():
    assert access.one_office(someone("admin"), None) == HERE
    assert access.one_office(national("admin"), THERE) == THERE
    with pytest.raises(OfficeRequired):
        access.one_office(national("admin"), None)
    with pytest.raises(NotFound):
        access.one_office(someone("admin"), THERE)
