"""Edit the files that admins keep: from what one of them typed to what stands on the disk, and in git."""

from bot.adapters.editing.change import Change, propose
from bot.adapters.editing.confirming import confirm
from bot.adapters.editing.differences import Difference
from bot.adapters.editing.entry import Entry, find, nearest
from bot.adapters.editing.fields import Field, fields
from bot.adapters.editing.fresh import blank, new, suggest_id
from bot.adapters.editing.judging import FieldFault
from bot.adapters.editing.saving import restore, write

__all__ = [
    "Change",
    "Difference",
    "Entry",
    "Field",
    "FieldFault",
    "blank",
    "confirm",
    "fields",
    "find",
    "nearest",
    "new",
    "propose",
    "restore",
    "suggest_id",
    "write",
]
