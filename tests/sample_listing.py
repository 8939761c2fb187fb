"""What the data beside the text of a made-up label list."""

from datetime import date
from decimal import Decimal

from kg import codes
from kg.listing import Coded, ListedIngredient, ListedPackage, ListedProduct, Listing, Strength

_POWDER = ListedProduct(
    name="EXAMPLINE",
    substance="EXAMPLINIB",
    ndc="0000-0100",
    dosage_form=Coded(code="C42957", name="INJECTION, POWDER, LYOPHILIZED, FOR SOLUTION"),
    routes=(Coded(code="C38276", name="INTRAVENOUS"), Coded(code="C38299", name="SUBCUTANEOUS")),
    ingredients=(
        ListedIngredient(
            name="EXAMPLINIB TOSYLATE",
            unii="EXAMPLE001",
            role=codes.IngredientRole.ACTIVE,
            strength=Strength(amount=Decimal("0.90"), unit="mg", per_amount=Decimal(1), per_unit="1"),
            moieties=(Coded(code="EXAMPLE002", name="EXAMPLINIB"),),
            strength_of=Coded(code="EXAMPLE002", name="EXAMPLINIB"),
        ),
        ListedIngredient(name="SUCROSE", unii="EXAMPLE003", role=codes.IngredientRole.INACTIVE),
    ),
    packages=(
        ListedPackage(
            ndc="0000-0100-01",
            form=Coded(code="C43182", name="CARTON"),
            amount=Decimal(1),
            unit="1",
            inside=(ListedPackage(ndc=None, form=Coded(code="C43226", name="VIAL"), amount=Decimal(5), unit="mL"),),
        ),
        ListedPackage(ndc="0000-0100-10", form=None, amount=Decimal(10), unit="1"),
    ),
    marketing_category=Coded(code="C73594", name="NDA"),
    application="NDA000001",
    dea_schedule=Coded(code="C48675", name="CII"),
    equivalent_to="0000-0099",
)
_DILUENT = ListedProduct(name=None, substance="WATER", ndc=None, dosage_form=None)
LISTING = Listing(
    document_type=Coded(code="34391-3", name="HUMAN PRESCRIPTION DRUG LABEL"),
    effective=date(2024, 3, 1),
    labeler="Example Laboratories",
    products=(
        _POWDER,
        ListedProduct(name="EXAMPLINE KIT", substance=None, ndc="0000-0101", dosage_form=None, parts=(_DILUENT,)),
    ),
    uniis=(Coded(code="EXAMPLE001", name="EXAMPLINIB TOSYLATE"),),
    ndcs=("0000-0100-99",),
    rxcuis=("1000001", "1000002"),
)
"""A made-up listing with every field filled somewhere."""
