"""What can be wrong with who somebody is."""

from engine.errors.base import Unauthenticated


class BadCredentials(Unauthenticated):
    """Unknown user or wrong password: the caller is not told which."""

    code = "bad_credentials"
    th = "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง"
    en = "Wrong user name or password."
