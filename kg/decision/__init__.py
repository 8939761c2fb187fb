"""Dose rules that run: which rules of a label apply to what is known of a patient, which do not, and what is missing to tell.

Nothing here knows a label: criteria, units and terms come from the facts of the graph. An answer is true, false or open;
what is not known is never taken for "no".
"""
