"""``make bench``: how well and how fast Kodevakt answers, beside named peers over the same knowledge."""
