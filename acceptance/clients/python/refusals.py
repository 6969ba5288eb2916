"""What calls are refused with."""

import time

from berth import PATIENCE
from scaleway import ScalewayException


def refusal(call):
    """Status and body of the exception that a call raises."""
    try:
        answer = call()
    except ScalewayException as refused:
        return refused.status_code, refused.response.json()
    raise AssertionError(f"not refused, but answered {answer}")


def await_gone(call):
    """Returns once a call is refused because there is no such thing."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            call()
        except ScalewayException as refused:
            if refused.status_code == 404 and refused.response.json()["type"] == "not_found":
                return
            raise
        time.sleep(0.1)
    raise AssertionError("it is still there")
