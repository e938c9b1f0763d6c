"""Decides which sender ID an SMS goes out from.

    >>> import originator
    >>> router = originator.Router.from_text('''
    ... originators:
    ...   US: "+12025550142"
    ...   SE: "+46701740605"
    ... ''')
    >>> decision = router.reply("+12025550123", "+46701740605")
    >>> decision.sender, decision.reason
    ('+12025550142', 'domestic')
"""

from ._native import (
    Decision,
    Finding,
    Located,
    MapError,
    Reload,
    Report,
    Router,
    check,
    locate,
)

__all__ = [
    "Decision",
    "Finding",
    "Located",
    "MapError",
    "Reload",
    "Report",
    "Router",
    "check",
    "locate",
]
