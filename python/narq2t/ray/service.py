"""The service that a crew works for, over HTTP."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

_SECONDS = 30  # that an answer may take
_OVER = (404, 409, 410)


class Dismissed(Exception):  # noqa: N818
    """The service wants nothing more of this crew: the run is over, or another crew works for it."""


class Away(Exception):  # noqa: N818
    """The service does not answer now, or the run waits to be taken up."""


@dataclass(frozen=True)
class Service:
    """`address` of the crew's resource of a run, for example http://host:8080/api/v1/runs/7/crew; `token` or ""."""

    address: str
    token: str = ""

    def exchange(self, report: Json) -> Json:
        """Tells what became of trainings; returns those that are wanted. Raises Dismissed or Away."""
        request = urllib.request.Request(  # noqa: S310
            self.address, json.dumps(report).encode(), {"Content-Type": "application/json"}
        )
        if self.token:
            request.add_header("Authorization", f"Bearer {self.token}")
        try:
            with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310
                wanted: Json = json.load(answer)
                return wanted
        except urllib.error.HTTPError as error:
            text = error.read().decode(errors="replace")
            if error.code in _OVER:
                raise Dismissed(text) from error
            raise Away(f"{error.code}: {text}") from error
        except (OSError, ValueError) as error:
            raise Away(str(error)) from error
