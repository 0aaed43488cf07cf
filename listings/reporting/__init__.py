"""Somebody says what is wrong with a listing; a moderator decides, tells both sides why, and another one hears appeals."""
