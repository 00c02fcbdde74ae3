"""Isolation: processes that are warm, know no secret, and cannot reach anything; see README.md here."""

from .lockdown import lock_in
from .parent import Child, Zygote
from .policy import WATCH_SECONDS, Exit, Policy, SandboxUnavailable, SpawnRefused, ZygoteLost
from .probing import CAUTION, FAIL, PASS, Finding, probe

__all__ = [
    "CAUTION",
    "FAIL",
    "PASS",
    "WATCH_SECONDS",
    "Child",
    "Exit",
    "Finding",
    "Policy",
    "SandboxUnavailable",
    "SpawnRefused",
    "Zygote",
    "ZygoteLost",
    "lock_in",
    "probe",
]
