"""Reminding the channels: the one job with side effects. ``job`` does it, ``rewriting`` keeps what is posted right."""
