"""Amounts and times that follow from what a label states: how much to withdraw, how many vials, when an infusion must end.

All numbers come from facts of the graph, each result names the facts that it was made from, and where the label is silent
the answer says so. Nothing is rounded but by a rule of the label, which is quoted.
"""
