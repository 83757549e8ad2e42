"""What `khanton serve` says when it is ready: where, as whom, and what to try first."""

from collections.abc import Sequence

from engine.settings import Settings

_PASSWORD = "khanton-demo"  # noqa: S105 - printed on purpose: the demonstration's own
_FIRST_TH = (
    "เข้าระบบเป็น family แล้วยื่นคำขอจัดการศึกษาโดยครอบครัว (กดส่งแบบฟอร์ม)",
    "เข้าระบบเป็น officer แล้วเปิดกล่องงาน รับงาน และตรวจเอกสาร",
    "เข้าระบบเป็น admin เพื่อดูว่าเรื่องใดรออะไรอยู่ และครบกำหนดเมื่อใด",
)
_FIRST_EN = (
    "sign in as family and apply for home education (send the form)",
    "sign in as officer, open the inbox, claim the task and check the documents",
    "sign in as admin to see what each case waits for, and until when",
)


def welcome(settings: Settings, accounts: Sequence[tuple[str, str, str]]) -> str:
    """Return the text, Thai first; without accounts there is nothing to sign in with."""
    address = f"http://{_host(settings.host)}:{settings.port}"
    lines = ["", f"ขั้นตอน · Khanton: {address}", f"  API: {address}/api/v1/openapi.json", ""]
    if settings.clock != "system":
        lines += [f"  นาฬิกาจำลอง · manual clock: {settings.clock}", ""]
    if accounts:
        lines += [
            f"บัญชีทดลอง ทุกบัญชีใช้รหัสผ่าน {_PASSWORD} · demo accounts, all with that password",
            *_listed(accounts),
            "",
            *_steps("ลองทำสิ่งนี้ก่อน", _FIRST_TH),
            *_steps("What to try first", _FIRST_EN),
        ]
    return "\n".join([*lines, "หยุดด้วย Ctrl-C · Ctrl-C stops it", ""])


def _listed(accounts: Sequence[tuple[str, str, str]]) -> list[str]:
    """Return the accounts under their offices, in the order given."""
    offices = dict.fromkeys(office for _, _, office in accounts)
    return [
        line
        for office in offices
        for line in (
            f"  {office}",
            *(f"    {user:<10} {roles}" for user, roles, of in accounts if of == office),
        )
    ]


def _steps(title: str, steps: Sequence[str]) -> list[str]:
    return [title, *(f"  {number}. {step}" for number, step in enumerate(steps, 1)), ""]


def _host(host: str) -> str:
    return f"[{host}]" if ":" in host else host
