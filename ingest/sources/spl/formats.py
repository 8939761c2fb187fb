"""In which format an SPL is written: told by its document type, its products' marketing category and its section codes.

Document types and section codes are those of LOINC that FDA lists for SPL (SPL implementation guide, "Document type" and
"Section headings"); the formats are those of 21 CFR 201.57 (numbered), 201.80 (before 2006) and 201.66 (over the counter).
"""

from collections.abc import Collection

from ingest.document import LabelFormat
from kg.listing import ListedProduct, Listing

_HOMEOPATHIC = "C73614"
"""NCI code of the marketing category "unapproved homeopathic"."""

_BULK = frozenset(("53409-9", "81203-2"))
"""Bulk ingredients, for human and animal drugs: no labels of a drug."""

_OVER_THE_COUNTER = "34390-5"
_ANIMAL = ("ANIMAL", "VETERINARY")
_PRESCRIPTION = frozenset(("34391-3", "53404-0", "60682-2", "60683-0", "60684-8"))
"""Human prescription drug, vaccine, standardized allergenic, plasma derivative, cellular therapy."""

_NUMBERED_ONLY = frozenset(("43678-2", "43685-7", "43684-0", "43680-8"))
"""Sections that only the numbered format has: 3, 5, 8 and 13."""

_BEFORE_2006 = frozenset(
    ("34067-9", "34068-7", "34070-3", "34071-1", "34084-4", "34088-5", "34089-3", "34090-1", "42232-9")
)
"""Sections of a prescription label in the format of before 2006."""

_LEAST_NUMBERED = 5


def format_of(listing: Listing, codes: Collection[str | None], numbered: int) -> LabelFormat:
    """The format of a label with some LOINC codes of its outermost sections, of which so many print a number: the first told."""
    kind = listing.document_type
    code, name = (kind.code, kind.name.upper()) if kind else (None, "")
    is_prescription = code in _PRESCRIPTION
    is_numbered = not _NUMBERED_ONLY.isdisjoint(codes) or (is_prescription and numbered >= _LEAST_NUMBERED)
    told = {
        LabelFormat.HOMEOPATHIC: any(map(_is_homeopathic, listing.products)),
        LabelFormat.OTHER: code in _BULK,
        LabelFormat.VETERINARY: any(word in name for word in _ANIMAL),
        LabelFormat.OVER_THE_COUNTER: code == _OVER_THE_COUNTER,
        LabelFormat.PHYSICIAN_LABELING_RULE: is_numbered,
        LabelFormat.BEFORE_2006: is_prescription and not _BEFORE_2006.isdisjoint(codes),
    }
    return next((form for form, is_told in told.items() if is_told), LabelFormat.OTHER)


def _is_homeopathic(product: ListedProduct) -> bool:
    category = product.marketing_category
    own = category is not None and (category.code == _HOMEOPATHIC or "HOMEOPATHIC" in category.name.upper())
    return own or any(map(_is_homeopathic, product.parts))
