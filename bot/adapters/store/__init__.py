"""The database, and all that must outlive a restart. SQLite by default, PostgreSQL by its address: one code for both.

``database`` opens it and knows its clock; ``tables`` and ``migrations/`` are its form; ``deliveries``, ``marks`` and
``ledger`` are what is kept in it. Times are UTC. Calls block for a moment, so the Slack edge makes them in a thread.
"""

from bot.adapters.store.database import Database
from bot.adapters.store.deliveries import KEPT, Store

__all__ = ["KEPT", "Database", "Store"]
