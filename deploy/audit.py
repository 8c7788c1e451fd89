"""Ask about every package that is installed for running: known faults, and versions that were withdrawn.

``make audit`` runs it. pip-audit calls a package that the service does not know skipped, and ends well; here that
counts as not checked. 0 is for everything checked and nothing found, 1 for something found, 2 for not all checked.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

LOCK = Path(__file__).parent / "requirements.lock"


def verdict(report: dict[str, Any]) -> tuple[str, int]:
    """Return what a report of pip-audit's comes to, in words and as a status."""
    packages = report["dependencies"]
    checked = [package for package in packages if "skip_reason" not in package]
    faults = [
        f"{package['name']} {package['version']}: {fault['id']}, mended in {', '.join(fault['fix_versions']) or 'none'}"
        for package in checked
        for fault in package["vulns"]
    ]
    count = f"{len(checked)} of {len(packages)} packages checked, {len(faults)} known faults"
    if faults:
        return "\n".join([*faults, count]), 1
    if len(checked) < len(packages):
        return f"{count}\nNOT CHECKED: the index has no advisories for the others. Run it where PyPI or OSV answers.", 2
    return count, 0


def withdrawn(told: str) -> list[str]:
    """Return what pip says of versions that their makers have withdrawn: it installs a pinned one all the same."""
    return [line.strip() for line in told.splitlines() if "yanked version" in line]


def main() -> int:
    """Ask both, and say what was found."""
    locked = ["--require-hashes", "--requirement", str(LOCK)]
    audit = _run(["pip_audit", "--disable-pip", *locked, "--format", "json", "--progress-spinner", "off"])
    try:
        told, status = verdict(json.loads(audit.stdout))
    except ValueError:
        told, status = f"NOT CHECKED: no advisory service answered.\n{audit.stderr.strip()[-400:]}", 2
    install = _run(["pip", "install", "--dry-run", "--quiet", "--no-deps", "--only-binary", ":all:", *locked])
    gone = withdrawn(install.stderr)
    if install.returncode or gone:
        told, status = "\n".join([*gone, "" if gone else install.stderr.strip()[-400:], told]).strip(), 1
    sys.stdout.write(f"{told}\n")
    return status


def _run(module: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", *module], capture_output=True, text=True, check=False)  # noqa: S603 - our own tools


if __name__ == "__main__":
    sys.exit(main())
