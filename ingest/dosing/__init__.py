"""What several extractors read of dosing: actions, amounts, triggers, routes, and rows of dosing tables."""
