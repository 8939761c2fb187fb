from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from ingest.sources import read
from ingest.sources.spl.listing import listing_of
from kg.codes import IngredientRole
from kg.listing import Coded, ListedIngredient, ListedPackage, ListedProduct, Listing, Strength
from tests.ingest.sources.spl.labels import label, listed

_SALT = (
    "<ingredient classCode='{kind}'><quantity><numerator unit='mg' value='2.50'/><denominator value='5' unit='mL'/></quantity>"
    "<ingredientSubstance><code code='AAA1111AAA'/><name>EXAMPLINIB MESYLATE</name>"
    "<activeMoiety><activeMoiety><code code='BBB2222BBB'/><name>EXAMPLINIB</name></activeMoiety></activeMoiety>"
    "<asEquivalentSubstance><definingSubstance><code code='CCC3333CCC'/><name>ANHYDROUS EXAMPLINIB</name></definingSubstance>"
    "</asEquivalentSubstance></ingredientSubstance></ingredient>"
)
_WATER = (
    "<ingredient classCode='IACT'><ingredientSubstance><code code='059QF0KO0R'/><name>WATER</name></ingredientSubstance>"
    "</ingredient>"
)
_VIAL = (
    "<asContent><quantity><numerator value='20' unit='mL'/><denominator value='1'/></quantity><containerPackagedProduct><code/>"
    "<formCode code='C43226' displayName='VIAL'/>{around}</containerPackagedProduct></asContent>"
)
_CARTON = (
    "<asContent><quantity><numerator value='{count}'/><denominator value='1'/></quantity><containerPackagedProduct>"
    "<code code='99999-123-{package}'/><formCode code='C43182' displayName='CARTON'/></containerPackagedProduct></asContent>"
)
_ABOUT = (
    "<subjectOf><marketingAct/></subjectOf><subjectOf><approval><id extension='NDA999999'/>"
    "<code code='C73594' displayName='NDA'/></approval></subjectOf>"
    "<subjectOf><policy><code code='C48675' displayName='CII'/></policy></subjectOf>"
    "<consumedIn><substanceAdministration><routeCode code='C38276' displayName='INTRAVENOUS'/></substanceAdministration></consumedIn>"
    "<consumedIn><substanceAdministration><routeCode code='C38299' displayName='SUBCUTANEOUS'/></substanceAdministration></consumedIn>"
)


def _listing(product: str, about: str = "") -> Listing:
    return listing_of(etree.fromstring(label(product=listed(product, about))))


def test_the_document_tells_type_date_and_labeler() -> None:
    listing = _listing("<name>EXAMPLINE</name>")
    assert listing.document_type == Coded(code="34391-3", name="HUMAN PRESCRIPTION DRUG LABEL")
    assert (listing.effective, listing.labeler) == (date(2024, 1, 31), "Exampline Works, Inc.")


def test_a_product_has_its_names_form_routes_and_approval() -> None:
    product = (
        "<code code='99999-123'/><name>EXAMPLINE<suffix>XR</suffix></name><formCode code='C42946' displayName='INJECTION'/>"
        "<asEntityWithGeneric><genericMedicine><name>examplinib</name></genericMedicine></asEntityWithGeneric>"
        "<asEquivalentEntity><definingMaterialKind><code code='88888-001'/></definingMaterialKind></asEquivalentEntity>"
    )
    assert _listing(product, _ABOUT).products == (
        ListedProduct(
            name="EXAMPLINE XR",
            substance="examplinib",
            ndc="99999-123",
            dosage_form=Coded(code="C42946", name="INJECTION"),
            routes=(Coded(code="C38276", name="INTRAVENOUS"), Coded(code="C38299", name="SUBCUTANEOUS")),
            marketing_category=Coded(code="C73594", name="NDA"),
            application="NDA999999",
            dea_schedule=Coded(code="C48675", name="CII"),
            equivalent_to="88888-001",
        ),
    )


@pytest.mark.parametrize(
    ("kind", "of"),
    [
        ("ACTIB", None),
        ("ACTIM", Coded(code="BBB2222BBB", name="EXAMPLINIB")),
        ("ACTIR", Coded(code="CCC3333CCC", name="ANHYDROUS EXAMPLINIB")),
    ],
)
def test_a_strength_is_that_of_the_salt_its_moiety_or_a_reference(kind: str, of: Coded | None) -> None:
    (product,) = _listing(_SALT.format(kind=kind) + _WATER).products
    assert product.ingredients == (
        ListedIngredient(
            name="EXAMPLINIB MESYLATE",
            unii="AAA1111AAA",
            role=IngredientRole.ACTIVE,
            strength=Strength(amount=Decimal("2.50"), unit="mg", per_amount=Decimal(5), per_unit="mL"),
            moieties=(Coded(code="BBB2222BBB", name="EXAMPLINIB"),),
            strength_of=of,
        ),
        ListedIngredient(name="WATER", unii="059QF0KO0R", role=IngredientRole.INACTIVE),
    )


def test_packages_hold_what_the_xml_nests_the_other_way_round() -> None:
    cartons = _CARTON.format(count=1, package="01") + _CARTON.format(count=10, package="10")
    (product,) = _listing(_VIAL.format(around=cartons)).products
    vial = ListedPackage(ndc=None, form=Coded(code="C43226", name="VIAL"), amount=Decimal(20), unit="mL")
    carton = Coded(code="C43182", name="CARTON")
    assert product.packages == (
        ListedPackage(ndc="99999-123-01", form=carton, amount=Decimal(1), unit="1", inside=(vial,)),
        ListedPackage(ndc="99999-123-10", form=carton, amount=Decimal(10), unit="1", inside=(vial,)),
    )


def test_a_kit_has_its_parts() -> None:
    part = (
        "<part><quantity><numerator value='2' unit='mL'/><denominator value='1'/></quantity><partProduct>"
        f"<name>Diluent</name>{_WATER}</partProduct></part>"
    )
    (kit,) = _listing("<name>EXAMPLINE KIT</name><formCode code='C47916' displayName='KIT'/>" + part).products
    (diluent,) = kit.parts
    assert diluent.name == "Diluent"
    assert [found.name for found in diluent.ingredients] == ["WATER"]


@pytest.mark.parametrize("value", ["", "NaN", "1e999", "one", "-1"])
def test_a_number_that_is_none_gives_no_strength(value: str) -> None:
    (product,) = _listing(_SALT.format(kind="ACTIM").replace("2.50", value)).products
    assert (product.ingredients[0].strength, product.ingredients[0].strength_of) == (None, None)


def _real(shared: Path, name: str) -> Listing:
    listing = read(shared / "labels" / name).listing
    assert listing is not None
    return listing


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("spl/amlodipine.xml", (3, "72789-515", "ANDA076719", None, None)),
        ("spl/alprazolam.xml", (1, "82868-061", "ANDA203346", "CIV", "65862-676")),
        ("spl/apixaban.xml", (2, "55154-0612", "NDA202155", None, "0003-0893")),
        ("spl/hydrocodone-acetaminophen-nonplr.xml", (1, "71335-1970", "ANDA210211", "CII", "71930-020")),
        ("spl/veklury.xml", (2, "61958-2902", None, None, None)),
        ("spl_other/cough.xml", (1, "0067-6344", "part341", None, None)),
        ("spl_other/lipitor-repack.xml", (1, "55289-800", "NDA020702", None, "0071-0156")),
        ("spl_other/other_14ed4ac8-b9ab-495c-9bef-bf3dd441ac78.xml", (15, "65044-0611", "BLA103874", None, None)),
    ],
)
def test_real_products_have_their_numbers(
    shared: Path, name: str, expected: tuple[int, str, str | None, str | None, str | None]
) -> None:
    products = _real(shared, name).products
    first, scheduled = products[0], products[0].dea_schedule
    schedule = scheduled.name if scheduled else None
    assert (len(products), first.ndc, first.application, schedule, first.equivalent_to) == expected


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "substance", "strength", "of"),
    [
        ("spl/amlodipine.xml", "864V2Q084H", ("5", "mg", "1", "1"), "1J444QC288"),
        ("spl/digoxin.xml", "73K4184T59", ("250", "ug", "1", "mL"), None),
        ("spl/levothyroxine.xml", "9J765S329G", ("200", "ug", "1", "1"), "054I36CPMN"),
        ("spl_other/cough.xml", "TC2D6JAD40", ("6.25", "mg", "5", "mL"), None),
        (
            "spl_other/homeopathic_40e5e7b1-80c7-b406-e063-6394a90ac7e2.xml",
            "2IN23YUE0I",
            ("4", "[hp_X]", "1", "mL"),
            None,
        ),
        ("spl_other/other_14ed4ac8-b9ab-495c-9bef-bf3dd441ac78.xml", "A0WFQ8P6N1", ("10000", "[BAU]", "1", "mL"), None),
    ],
)
def test_real_ingredients_have_their_strengths(
    shared: Path, name: str, substance: str, strength: tuple[str, str, str, str], of: str | None
) -> None:
    found = next(one for one in _real(shared, name).products[0].ingredients if one.role is IngredientRole.ACTIVE)
    assert found.unii == substance
    assert found.strength is not None
    told = found.strength
    assert (str(told.amount), told.unit, str(told.per_amount), told.per_unit) == strength
    assert (found.strength_of.code if found.strength_of else None) == of


@pytest.mark.shared
def test_real_packages_are_nested(shared: Path) -> None:
    (carton,) = _real(shared, "spl/digoxin.xml").products[0].packages
    (ampule,) = carton.inside
    assert (carton.ndc, str(carton.amount), carton.unit) == ("0781-3059-95", "10", "1")
    assert (ampule.ndc, str(ampule.amount), ampule.unit) == ("0781-3059-72", "2", "mL")
    packages = _real(shared, "spl_other/otc_2f8bbda5-0100-4d14-84b7-e5712f6dad6f.xml").products[0].packages
    assert [[one.ndc, *(inner.ndc for inner in one.inside)] for one in packages][:3] == [
        ["55910-506-62", None],
        ["55910-506-71", "55910-506-00"],
        ["55910-506-78", None],
    ]
