"""The forms of the home-education permission that ship, against the manual's field list."""

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from engine import forms

SHIPPED = Path(__file__).parents[2] / "forms"
FIELDS = {
    "home_education_application": """
        written_at:text! date:date! window:enum! organiser_type:enum! father_title:enum
        father_name:person mother_title:enum mother_name:person guardian_title:enum!
        guardian_name:person! guardian_phone:phone_th! guardian_email:email address:address_th!
        learning_place:address_th! learning_place_geo:geo residence_differs:bool!
        residence_evidence:file learner_title:enum! learner_name:person! learner_birthdate:date!
        learner_prev_school:text organiser_qualification:enum! level_requested:multi!
        format:enum! att_house_family:file! att_house_learner:file! att_id_guardian:file!
        att_qualification:file! att_ability_certificate:file att_transcript:file att_plan:file!
        consent_privacy:bool!
    """,
    "home_education_document_check": """
        received_at:datetime! receipt_no:text! doc_check:enum! missing_list:table
        signer:signature signer_position:text
    """,
    "home_education_plan": """
        plan_version:int! parents:table! learner_title:enum! learner_name:person!
        learner_birthdate:date! learner_history:longtext! learner_development:enum! level:enum!
        reason:longtext! aims:longtext! format:enum! content:table! hours_year:int
        process:longtext! assessment:longtext! other:longtext att:file
        signature_family:signature!
    """,
    "home_education_plan_review": """
        meeting_no:text! members:table! items:table! result:enum! revise_points:longtext
        sent_back_at:date signer:signature! signer_position:text!
    """,
    "home_education_pec_resolution": """
        sent_to_pec_at:date! meeting_no:text! meeting_date:date! resolution:enum!
        reasons:longtext minutes:file!
    """,
    "home_education_permit": """
        permit_no:text! issued_date:date! organiser_title:enum! organiser_name:person!
        learner_title:enum! learner_name:person! level:text! place:address_th!
        resolution_ref:text! conditions:longtext effective_from:text!
        first_academic_year:be_year! signer:signature! signer_position:text!
    """,
    "home_education_refusal": """
        facts:longtext! law:longtext! reasons:longtext! appeal_right:text! court_right:text!
        notified_at:date! delivery:enum! signer:signature! signer_position:text!
    """,
    "home_education_register": """
        learner_no:text! learner_title:enum! learner_name:person! birthdate:date!
        nationality:text! religion:text parents:table! address:address_th! entered_on:date!
        entry_level:text! prev_school:text left_on:date left_reason:enum registrar:signature!
    """,
    "home_education_academic_screen": """
        meeting_no:text! members:table! items:table! result:enum! revise_points:longtext
        sent_back_at:date signer:signature! signer_position:text!
    """,
}
"""Each field of the manual's forms: key, type, and ! where it must be filled."""

OURS = {
    "home_education_consultation": "consultation",
    "home_education_plan_overdue": "plan_overdue",
    "home_education_missing_documents": "missing_documents",
    "home_education_delay_notice": "delay_notice",
    "home_education_information": "information",
}
INTO = {
    **OURS,
    "home_education_plan": None,
    "home_education_application": None,
    "home_education_plan_review": "plan_review",
    "home_education_academic_screen": "academic_screen",
    "home_education_document_check": "document_check",
    "home_education_pec_resolution": "pec",
    "home_education_permit": "permit",
    "home_education_refusal": "refusal",
    "home_education_register": "register",
}
ADDRESS = {
    "house_no": "๙๙/๑",
    "tambon": "ตัวอย่าง",
    "amphoe": "ตัวอย่าง",
    "changwat": "ตัวอย่าง",
    "postcode": "๔๑๐๐๐",
}
SAMPLES = {
    "text": "ข้อความ",
    "longtext": "ข้อความ",
    "int": "๔๐",
    "be_year": "๒๕๖๙",
    "date": "๑ เมษายน ๒๕๖๙",
    "datetime": "๑/๔/๒๕๖๙ ๐๘:๓๐",
    "bool": True,
    "phone_th": "081 234 5678",
    "email": "family@example.com",
    "address_th": ADDRESS,
    "person": {"first_name": "สมมติ", "last_name": "ตัวอย่าง"},
    "signature": {"name": "นายสมมติ ตัวอย่าง", "date": "๑/๔/๒๕๖๙"},
    "geo": "17.41, 102.78",
    "file": [{"attachment_id": "0193", "name": "สำเนา.pdf"}],
}


def shipped(key):
    file = SHIPPED / f"{key}.json"
    definition, problems = forms.load(file.read_bytes(), f"forms/{key}.json")
    assert problems == []
    return definition


def sample(field):
    kind = field["type"]
    if kind in ("enum", "multi"):
        value = field["options"][0]["value"]
        return [value] if kind == "multi" else value
    if kind == "table":
        return [{column["key"]: sample(column) for column in field["columns"]}]
    return SAMPLES[kind]


def filled(definition):
    return {field["key"]: sample(field) for field in definition.fields}


def test_every_home_education_permission_form_ships():
    assert {f"{key}.json" for key in INTO} <= {file.name for file in SHIPPED.glob("*.json")}


@pytest.mark.parametrize("key", FIELDS)
def test_a_form_asks_what_the_manual_lists_in_its_order(key):
    asked = [
        f"{field['key']}:{field['type']}" + ("!" if field.get("required") else "")
        for field in shipped(key).fields
    ]

    assert asked == FIELDS[key].split()


@pytest.mark.parametrize("key", INTO)
def test_a_form_is_sound_bilingual_and_says_where_each_field_comes_from(key):
    definition = shipped(key)

    assert definition.body.get("into") == INTO[key]
    assert len(definition.fields) == len(definition.body["fields"])
    assert all(field["source"] for field in definition.fields)
    assert definition.body.get("extra", False) == (key in OURS or key == "home_education_refusal")
    Draft202012Validator.check_schema(forms.schema(definition))


@pytest.mark.parametrize("key", INTO)
def test_a_form_filled_in_thai_is_accepted_and_reads_the_same_again(key):
    definition = shipped(key)

    data, errors = forms.check(definition, filled(definition))

    assert errors == {}
    assert forms.check(definition, data) == (data, {})


@pytest.mark.parametrize("key", INTO)
def test_an_empty_form_is_told_every_required_field_in_order(key):
    definition = shipped(key)
    asked = [
        field["key"]
        for field in definition.fields
        if field.get("required") and "auto" not in field and "visible" not in field
    ]

    assert list(forms.check(definition, {})[1]) == asked


def test_a_lower_qualification_needs_a_certificate_of_ability():
    definition = shipped("home_education_application")
    data = filled(definition) | {"organiser_qualification": "lower"}
    del data["att_ability_certificate"]

    assert list(forms.check(definition, data)[1]) == ["att_ability_certificate"]


def test_a_residence_that_differs_needs_evidence_and_another_drops_it():
    definition = shipped("home_education_application")
    data = filled(definition)

    assert (
        "residence_evidence" not in forms.check(definition, data | {"residence_differs": False})[0]
    )
    del data["residence_evidence"]
    assert list(forms.check(definition, data)[1]) == ["residence_evidence"]


def test_incomplete_documents_are_listed_once_with_a_date():
    definition = shipped("home_education_document_check")

    assert forms.check(definition, {"doc_check": "complete"})[1] == {}
    wanting = ["missing_list", "signer", "signer_position"]
    assert list(forms.check(definition, {"doc_check": "incomplete"})[1]) == wanting
    row = {"document": "สำเนาทะเบียนบ้าน", "reason": "ไม่ชัดเจน"}
    incomplete = {"doc_check": "incomplete", "missing_list": [row]}
    assert list(forms.check(definition, incomplete)[1]) == ["missing_list.0.due", *wanting[1:]]


def test_a_plan_to_be_revised_and_a_refusal_say_why():
    review, pec = shipped("home_education_plan_review"), shipped("home_education_pec_resolution")
    revise = {**filled(review), "result": "revise", "revise_points": ""}
    refuse = {**filled(pec), "resolution": "refuse", "reasons": " "}

    assert list(forms.check(review, revise)[1]) == ["revise_points"]
    assert list(forms.check(pec, refuse)[1]) == ["reasons"]


def test_a_case_is_closed_only_at_the_familys_confirmed_wish():
    definition = shipped("home_education_plan_overdue")
    data = {**filled(definition), "decision": "close", "wish_confirmed": False}

    assert list(forms.check(definition, data)[1]) == ["wish_confirmed"]
    assert list(forms.check(definition, {**data, "decision": "extend", "new_date": ""})[1]) == [
        "new_date"
    ]


def test_what_one_form_wrote_prefills_the_next():
    variables = {}
    for key in (
        "home_education_plan",
        "home_education_document_check",
        "home_education_application",
    ):
        definition = shipped(key)
        data = filled(definition) | ({"doc_check": "incomplete"} if "check" in key else {})
        variables |= forms.variables_of(definition, forms.check(definition, data)[0])

    permit = forms.prefill(shipped("home_education_permit"), variables)
    supply = forms.prefill(shipped("home_education_missing_documents"), variables)
    register = forms.prefill(shipped("home_education_register"), variables)

    assert permit["organiser_name"] == {"first_name": "สมมติ", "last_name": "ตัวอย่าง"}
    assert permit["place"]["postcode"] == "41000"
    assert supply == {"supplied": [{"document": "ข้อความ"}]}
    assert register["birthdate"] == "2026-04-01"
    assert register["parents"] == [{"name": "ข้อความ", "occupation": "ข้อความ"}]
    assert variables["document_check"]["doc_check"] == "incomplete"


def test_a_receipt_number_is_drawn_once_and_the_receipt_is_of_the_application():
    check = shipped("home_education_document_check")
    received = {"application_received_at": "2026-05-29T10:00:00+07:00"}
    checked = {"document_check": {"receipt_no": "1/2569"}}

    assert forms.kept_of(check, {}) == {}
    assert forms.kept_of(check, received) == {"received_at": received["application_received_at"]}
    assert forms.kept_of(check, received | checked)["receipt_no"] == "1/2569"


def test_the_provincial_committee_says_what_it_wants_to_know():
    pec, information = (
        shipped(f"home_education_{key}") for key in ("pec_resolution", "information")
    )
    asked = {**filled(pec), "resolution": "more_information"}

    assert list(forms.check(pec, asked | {"reasons": ""})[1]) == ["reasons"]
    assert forms.prefill(information, {"pec": {"reasons": "ขอแผนที่"}}) == {"requested": "ขอแผนที่"}
