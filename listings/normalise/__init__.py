"""German text in, value out: plain functions without Django. None rather than a guess."""
