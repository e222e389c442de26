"""What lies outside the record: the database server, files, notices, bank holidays."""
