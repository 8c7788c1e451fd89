"""``/kodeadmin``: what the admins see and do in Slack. ``forms`` and ``tekster`` are pure."""
