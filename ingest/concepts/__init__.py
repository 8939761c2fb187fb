"""Facts with the terms that their words name, and a user's MedDRA table."""
