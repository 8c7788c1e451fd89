"""Crash and fault injection: real workers, killed all the time, against a Slack that fails; nothing lost or doubled."""
