import pytest

from ingest.document import LabelFormat
from ingest.sources.spl.formats import format_of
from kg.listing import Coded, ListedProduct, Listing


def _listing(code: str, name: str, *categories: str) -> Listing:
    products = (
        ListedProduct(
            name="Exampline",
            substance=None,
            ndc=None,
            dosage_form=None,
            marketing_category=Coded(code=None, name=category),
        )
        for category in categories
    )
    return Listing(document_type=Coded(code=code, name=name), products=tuple(products))


@pytest.mark.parametrize(
    ("listing", "codes", "numbered", "form"),
    [
        (_listing("34391-3", "HUMAN PRESCRIPTION DRUG LABEL", "NDA"), {None}, 17, LabelFormat.PHYSICIAN_LABELING_RULE),
        (_listing("34391-3", "HUMAN PRESCRIPTION DRUG LABEL"), {"43685-7"}, 0, LabelFormat.PHYSICIAN_LABELING_RULE),
        (_listing("60685-5", "CELL PRODUCT"), {"43685-7", "34067-9"}, 17, LabelFormat.PHYSICIAN_LABELING_RULE),
        (_listing("34391-3", "HUMAN PRESCRIPTION DRUG LABEL"), {"34071-1", None}, 2, LabelFormat.BEFORE_2006),
        (_listing("60682-2", "STANDARDIZED ALLERGENIC", "BLA"), {"42232-9"}, 0, LabelFormat.BEFORE_2006),
        (_listing("34391-3", "HUMAN PRESCRIPTION DRUG LABEL"), {"51945-4"}, 0, LabelFormat.OTHER),
        (
            _listing("34390-5", "HUMAN OTC DRUG LABEL", "OTC Monograph Drug"),
            {"34071-1"},
            0,
            LabelFormat.OVER_THE_COUNTER,
        ),
        (
            _listing("34390-5", "HUMAN OTC DRUG LABEL", "unapproved homeopathic"),
            {"34071-1"},
            0,
            LabelFormat.HOMEOPATHIC,
        ),
        (_listing("50578-4", "PRESCRIPTION ANIMAL DRUG LABEL", "NADA"), {"34067-9"}, 9, LabelFormat.VETERINARY),
        (_listing("81203-2", "BULK INGREDIENT - ANIMAL DRUG"), {"51945-4"}, 0, LabelFormat.OTHER),
        (_listing("58476-3", "DIETARY SUPPLEMENT"), {None}, 9, LabelFormat.OTHER),
        (Listing(), {"34067-9"}, 9, LabelFormat.OTHER),
    ],
)
def test_the_format_is_told_by_type_category_and_codes(
    listing: Listing, codes: set[str | None], numbered: int, form: LabelFormat
) -> None:
    assert format_of(listing, codes, numbered) is form


def test_a_kit_of_homeopathic_parts_is_homeopathic() -> None:
    part = _listing("34390-5", "HUMAN OTC DRUG LABEL", "unapproved homeopathic").products
    kit = ListedProduct(name="Kit", substance=None, ndc=None, dosage_form=None, parts=part)
    assert format_of(Listing(products=(kit,)), set(), 0) is LabelFormat.HOMEOPATHIC
