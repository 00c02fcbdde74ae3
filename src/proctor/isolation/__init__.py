"""Isolation: processes that are warm, know no secret, and cannot reach anything; see README.md here."""

from .lockdown import lock_in
from .parent import Child, Zygote
from .policy import Exit, Policy, SandboxUnavailable, SpawnRefused, ZygoteLost

__all__ = ["Child", "Exit", "Policy", "SandboxUnavailable", "SpawnRefused", "Zygote", "ZygoteLost", "lock_in"]
