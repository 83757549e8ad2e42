"""Why a year of cases is not simulated."""

from engine.errors.base import Conflict, Invalid, NotFound


class SimulationInvalid(Invalid):
    """An assumption is out of bounds. `why` (en) and `why_th` say which."""

    code = "simulation_invalid"
    th = "จำลองไม่ได้: {why_th}"
    en = "It cannot be simulated: {why}"


class SimulationBusy(Conflict):
    """This process simulates one year already; a second would slow down the pages."""

    code = "simulation_busy"
    th = "กำลังจำลองอยู่แล้วหนึ่งรายการ กรุณารอให้เสร็จหรือยกเลิกก่อน"
    en = "One simulation is running already; wait until it has ended, or cancel it."


class SimulationNotFound(NotFound):
    """There is no such simulation run, or it has made way for newer ones."""

    code = "simulation_not_found"
    th = "ไม่พบผลการจำลองนี้ หรือถูกแทนที่ด้วยผลใหม่กว่าแล้ว"
    en = "There is no such simulation run, or newer ones have taken its place."
