"""What the portal keeps about people: the page that says so, and everybody's own data to see, take along and erase."""
