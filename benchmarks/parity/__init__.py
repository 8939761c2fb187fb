"""Parity: a label gives the same facts in every form it comes in. `python -m benchmarks.parity` measures it.

Labels in SPL and openFDA JSON are set as pages (`markup`, `spl`, `openfda`, `layout`), printed to PDF by headless Chromium
and taken apart again by Poppler's pdftotext and by pypdfium2 (`forms`). The facts of each form are compared with those of
the source itself (`scores`). How it is done is told in docs/parity.md.
"""
