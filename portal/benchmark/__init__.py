"""The benchmark of contract section 6: production stack, one table, CPU of all server processes beside wall times."""
