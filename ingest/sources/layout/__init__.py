"""Printed pages read by where their words stand: pages of a PDF, and text that keeps the columns of a page."""
