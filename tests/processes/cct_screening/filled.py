"""What invented people fill into the forms of a term's screening and of the grants."""

SCAN = "a scanned document"
SIGNED = {"name": "นายสมมติ โรงเรียนตัวอย่าง", "date": "๑/๗/๒๕๖๙"}
DIRECTOR = {"signer": SIGNED, "signer_position": "ผู้อำนวยการโรงเรียน"}


def thai_id(number):
    """Return an invented citizen number with its right check digit."""
    digits = f"1{number:011d}"
    total = sum(int(digit) * (13 - place) for place, digit in enumerate(digits))
    return f"{digits}{(11 - total % 11) % 10}"


def student(number):
    """Return who an invented student is, as every table of the procedure names them."""
    return {
        "student_id": thai_id(number),
        "student_name": f"เด็กชายสมมติ ตัวอย่าง{'กขค'[number % 3]}",
        "classroom": f"ป.{number % 6 + 1}/1",
    }


def screened(number):
    """Return a row of NR.01: every column that a poor household fills."""
    return {
        "student_title": "boy",
        **student(number),
        "family_status": "together",
        "lives_with": "parents",
        "guardian_title": "mrs",
        "guardian_name": "นางสมมติ ผู้ปกครองตัวอย่าง",
        "guardian_relation": "มารดา",
        "guardian_education": "primary",
        "guardian_occupation": "รับจ้าง",
        "guardian_phone": "081 234 5678",
        "guardian_no_id": False,
        "welfare_card": True,
        "household_count": 4,
        "members_disabled": 0,
        "members_chronic": 1,
        "income_wage": 4000,
        "income_farm": 500,
        "income_business": 0,
        "income_welfare": 600,
        "income_other": 0,
        "dependency": ["chronic", "elderly"],
        "housing": "rent",
        "rent": 500,
        "floor": "cement",
        "wall": "zinc",
        "roof": "zinc",
        "toilet": True,
        "farmland": "none",
        "water": "well",
        "electricity": "shared",
        "vehicles": ["motorcycle_old"],
        "appliances": ["none"],
        "travel": "walk",
        "distance_km": 1.5,
        "travel_time": 25,
        "travel_cost": 0,
        "pocket_money": 20,
        "address": "๙๙/๑ หมู่ ๙ ตำบลตัวอย่าง อำเภอเมืองตัวอย่าง จังหวัดอุดรธานี 41000",
        "photos_in_eef": True,
        "consent": True,
        "sign_student": True,
        "sign_guardian": True,
        "sign_teacher": "นางสาวสมมติ ครูตัวอย่าง",
    }


def results(**by_result):
    """Return PMT rows: `results(extremely_poor=[1, 2], poor=[3])`."""
    return [
        {**student(number), "pmt_result": result}
        for result, numbers in by_result.items()
        for number in numbers
    ]


def decided(**by_result):
    """Return rows of NR.05: `decided(certified=[1], not_certified=[2])`."""
    return [
        {
            **student(number),
            "pmt_result": "extremely_poor",
            "result": result,
            **({} if result == "certified" else {"reason": "ข้อมูลรายได้ไม่ตรงกับที่เยี่ยมบ้าน"}),
        }
        for result, numbers in by_result.items()
        for number in numbers
    ]


def paid_into(number):
    return {
        **student(number),
        "method": "account",
        "bank": "ธนาคารตัวอย่าง",
        "account_no": "123-4-56789-0",
    }


def paid_in_cash(number):
    return {**student(number), "method": "cash", "cash_reason": "อยู่ระหว่างเปิดบัญชี"}


def received(number, **changes):
    row = {"amount": 1000, "method": "account", "paid_on": "๒๕ สิงหาคม ๒๕๖๙"}
    return {**student(number), **row, "receiver_signed": "transfer", **changes}


def attended(number, opened, present, grant_year=1):
    return {**student(number), "grant_year": grant_year, "opened": opened, "present": present}


def continuing(number, grant_year, payment="pay", status="studying"):
    return {**student(number), "grant_year": grant_year, "payment": payment, "status": status}


PAYERS = [
    {"name": f"นางสาวสมมติ กรรมการ{letter}", "position": "ครู"} for letter in ("หนึ่ง", "สอง", "สาม")
]
_SURVEYED = {"school": "9901000001", "school_name": "โรงเรียนบ้านตัวอย่าง ๑", "students": 85}

FORMS = {
    "cct_survey": {
        "surveyed_on": "๑๘ พฤษภาคม ๒๕๖๙",
        "schools": [{**_SURVEYED, "disadvantaged": 30, "poor": 25}],
    },
    "cct_coordination": {
        "contacts": [
            {
                "party": "โรงเรียนบ้านตัวอย่าง ๑",
                "matter": "เตรียมการคัดกรอง",
                "contacted_on": "๑๙ พฤษภาคม ๒๕๖๙",
                "result": "พร้อมดำเนินการ",
            }
        ],
        "guidance": "เยี่ยมบ้านให้ครบทุกคนก่อนวันปิดรับ",
    },
    "cct_term": {
        "academic_year": 2569,
        "term": 1,
        "announcement": "หนังสือ กสศ. (ตัวอย่าง) ที่ ๑/๒๕๖๙",
        "closes_on": "๓๐ มิถุนายน ๒๕๖๙",
        "pmt_on": "๑๕ กรกฎาคม ๒๕๖๙",
        "certify_by": "๓๑ กรกฎาคม ๒๕๖๙",
        "pay_by": "๓๑ สิงหาคม ๒๕๖๙",
        "term_ends_on": "๙ ตุลาคม ๒๕๖๙",
        "report_by": "๓๐ ตุลาคม ๒๕๖๙",
    },
    "cct_follow_up": {"summary": "ติดตามทางโทรศัพท์และหนังสือ สถานศึกษาส่งผลแล้ว"},
    "cct_analysis": {
        "findings": "นักเรียนยากจนพิเศษกระจุกตัวในพื้นที่ห่างไกล",
        "models": "การเยี่ยมบ้านร่วมกับ อสม.",
        "dissemination": "ประชุมผู้บริหารสถานศึกษา",
    },
    "cct_report": {
        "title": "รายงานผลการดำเนินงาน ระบบคัดกรองนักเรียนยากจน",
        "period": "ภาคเรียนที่ ๑ ปีการศึกษา ๒๕๖๙",
        "problems": "สัญญาณอินเทอร์เน็ตบางโรงเรียนไม่ดี",
        "suggestions": "ขยายเวลาเยี่ยมบ้าน",
    },
    "cct_report_signature": {
        "verdict": "sign",
        "signed_on": "๑๐ พฤศจิกายน ๒๕๖๙",
        "signer_name": "นายสมมติ ผู้อำนวยการตัวอย่าง",
        "signer_position": "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา",
    },
    "cct_grantees": {"checked_on": "๒๐ พฤษภาคม ๒๕๖๙"},
    "cct_screening": {
        "surveyed_on": "๑๕ มิถุนายน ๒๕๖๙",
        "students": [screened(1), screened(2), screened(3), screened(4)],
    },
    "cct_certification": {
        "officer_certify": "certify",
        "sign_director": SIGNED,
        "signer_position": "ผู้อำนวยการโรงเรียน",
    },
    "cct_pmt_result": {
        "arrived": "results",
        "students": results(extremely_poor=[1, 2], poor=[3], not_poor=[4]),
    },
    "cct_board": {
        "meeting_no": "๒/๒๕๖๙",
        "meeting_date": "๒๐ กรกฎาคม ๒๕๖๙",
        "board_members": 9,
        "attendees": 7,
        "students": decided(certified=[1, 2]),
        "sign_chair": SIGNED,
        "sign_director": SIGNED,
        "scan": SCAN,
    },
    "cct_correction": {
        "students": [
            {
                **student(2),
                "pmt_result": "extremely_poor",
                "reason": "ข้อมูลรายได้ไม่ตรงกับที่เยี่ยมบ้าน",
                "correction": "แก้รายได้ครัวเรือนตามที่เยี่ยมบ้านซ้ำ",
            }
        ]
    },
    "cct_bank_account": {"students": [paid_into(1), paid_into(2)]},
    "cct_payers": {
        "order_no": "๕/๒๕๖๙",
        "appointed_on": "๒๐ สิงหาคม ๒๕๖๙",
        "members": PAYERS,
        **DIRECTOR,
    },
    "cct_plan": {
        "received": 3000,
        "received_on": "๑๐ สิงหาคม ๒๕๖๙",
        "lines": [
            {
                "money_category": "living",
                "activity": "ค่าครองชีพรายคน",
                "students": 2,
                "amount": 2000,
                "use_by": "๓๑ สิงหาคม ๒๕๖๙",
            },
            {
                "money_category": "meal",
                "level": "kindergarten_primary",
                "meal": ["breakfast"],
                "activity": "อาหารเช้า",
                "students": 2,
                "amount": 600,
                "use_by": "๓๐ กันยายน ๒๕๖๙",
            },
            {
                "money_category": "activity",
                "activity": "ฝึกทักษะอาชีพ",
                "students": 2,
                "amount": 400,
                "use_by": "๓๐ กันยายน ๒๕๖๙",
            },
        ],
        **DIRECTOR,
    },
    "cct_payment": {"rows": [received(1), received(2)], **DIRECTOR},
    "cct_return": {
        "returned": 1000,
        "returned_on": "๕ ตุลาคม ๒๕๖๙",
        "reference_no": "ตัวอย่าง ๑/๒๕๖๙",
        "evidence": SCAN,
    },
    "cct_activity": {
        "activities": [
            {
                "activity": "เพาะเห็ด",
                "skill": "vocational",
                "held_on": "๕ กันยายน ๒๕๖๙",
                "students": 2,
                "result": "นักเรียนขายผลผลิตได้",
            }
        ]
    },
    "cct_spending": {
        "plan_ref": "ก.๐๐๑ ภาคเรียนที่ ๑/๒๕๖๙",
        "lines": [
            {
                "money_category": "meal",
                "item": "อาหารเช้า",
                "planned": 600,
                "spent": 550,
                "evidence": "ใบเสร็จ ๕ ฉบับ",
            }
        ],
        "balance_returned_on": "๑๒ ตุลาคม ๒๕๖๙",
        "receipts": SCAN,
        **DIRECTOR,
    },
    "cct_attendance": {
        "classroom": "ทุกชั้น",
        "period": "ภาคเรียนที่ ๑/๒๕๖๙",
        "rows": [attended(1, 100, 95), attended(2, 100, 90)],
        "term_over": True,
    },
    "cct_held": {
        "students": [
            {
                **student(2),
                "rate": 80,
                "cause": "ช่วยผู้ปกครองทำงาน",
                "help": "เยี่ยมบ้านและจัดสอนเสริม",
            }
        ]
    },
    "cct_school_summary": {"problems": "ไม่มี", **DIRECTOR},
}

WHO = {
    **dict.fromkeys(
        ("survey", "coordinate", "set_term", "follow_up", "analyse", "prepare_report"), "officer"
    ),
    "sign_report": "director",
    **dict.fromkeys(
        ("screen_students", "record_attendance", "hold_activities", "follow_up_held"), "teacher"
    ),
    **dict.fromkeys(
        (
            *("review_grantees", "certify_forms", "import_pmt", "board_certify", "correct_list"),
            *("open_accounts", "appoint_payers", "plan_spending", "pay", "return_money"),
            *("summarise_spending", "confirm_results"),
        ),
        "school",
    ),
}
