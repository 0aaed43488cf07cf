"""An application by mail without showing anybody's address: form, file, receipt, and the way to the employer."""
