import pytest

from kg.ndc import ndc_11, ndc_forms


@pytest.mark.parametrize(
    ("ndc", "digits"),
    [
        ("0009-0001-01", "00009000101"),
        ("50009-001-01", "50009000101"),
        ("50009-1001-1", "50009100101"),
        ("50009-1001-01", "50009100101"),
        ("50009100101", "50009100101"),
    ],
)
def test_a_package_has_11_digits(ndc: str, digits: str) -> None:
    assert ndc_11(ndc) == digits


@pytest.mark.parametrize("ndc", ["0009-0001", "5000910010", "0009-0001-001", "009-0001-01", "0009-000A-01", "", "-"])
def test_what_is_no_package_or_can_be_several_has_none(ndc: str) -> None:
    assert ndc_11(ndc) is None


@pytest.mark.parametrize(
    "ndc", ["50009-001-01", "50009-0001-01", "50009000101", " NDC 50009-001-01 ", "NDC: 50009\u2013001\u201301"]
)
def test_a_code_is_found_however_it_is_given(ndc: str) -> None:
    assert ndc_forms(ndc) == ("50009-001-01", "50009-0001-1", "50009-0001-01", "50009000101")


def test_ten_digits_without_hyphens_can_be_three_codes() -> None:
    forms = ndc_forms("5000900101")
    assert {"5000-9001-01", "50009-001-01", "50009-0010-1"} <= set(forms)
    assert {"05000900101", "50009000101", "50009001001"} <= set(forms)


def test_a_products_code_has_two_groups() -> None:
    assert ndc_forms("00009-0001") == ("0009-0001", "00009-001", "00009-0001")


@pytest.mark.parametrize("ndc", ["", "aspirin", "123", "1-2-3", "0009-0001-01-1", "500091001011"])
def test_what_is_no_code_has_no_form(ndc: str) -> None:
    assert ndc_forms(ndc) == ()
