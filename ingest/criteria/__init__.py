"""Printed triggers of dose rules as criteria: alternatives, each of criteria that must all hold."""
