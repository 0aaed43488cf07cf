"""A search by mail: asked for, confirmed, matched against what is new, sent once."""
