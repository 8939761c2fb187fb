"""What can be asked besides lists of things: each module has a class whose fields are fields of `Query`."""
