"""What seekers keep: a list in a cookie of their own browser, without an account."""
