"""What doctor learns about a machine's isolation, on each kind of machine."""

import pytest
from hosts import HOSTS, on_host

from proctor.isolation import CAUTION, FAIL, PASS, SandboxUnavailable, probe, probing

HELD = ("files", "network", "processes", "memory", "scratch quota", "threads")


@pytest.mark.parametrize("host", HOSTS)
def test_every_required_layer_is_tried_and_passes(host):
    """A locked-in child tried each thing and was held, in a container and as an ordinary user too."""
    findings = {finding.layer: finding for finding in on_host(host, probe)}
    assert [PASS] * len(HELD) == [findings[layer].status for layer in HELD]


@pytest.mark.parametrize("host", [host for host in HOSTS if host.startswith("container")])
def test_a_missing_mount_namespace_is_a_caution_with_a_remedy(host):
    """Existence and size of a guessed path can be learnt there, and the finding says so."""
    [finding] = [finding for finding in on_host(host, probe) if finding.layer == "namespaces"]
    assert CAUTION == finding.status
    assert "whether a guessed path exists" in finding.says
    assert "max_user_namespaces" in finding.remedy


def test_a_machine_without_a_sandbox_fails_with_the_remedy(monkeypatch):
    """The exception's one line becomes a finding."""

    def refuse(*_):
        raise SandboxUnavailable("isolation: expected Landlock, got none; use Linux 5.13 or later")

    monkeypatch.setattr(probing, "Zygote", refuse)
    [finding] = probe()
    assert (FAIL, "use Linux 5.13 or later") == (finding.status, finding.remedy)


def test_what_goes_through_is_a_failure():
    """A layer that let something pass is reported as what it is."""
    [finding] = probing._held({"network": "open"})
    assert FAIL == finding.status
    assert "expected that a locked-in process cannot open a socket, got: open" == finding.says
