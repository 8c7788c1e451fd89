"""``/kodeadmin``: what the admins see and do in Slack. ``rights`` says who may, ``forms`` and ``tekster`` are pure."""
