"""The editors' desk: how all guides stand, answers to drift, live facts to pick."""
