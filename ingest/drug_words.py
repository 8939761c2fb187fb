"""How the names of active substances end, by which they are told from other words in small letters: "exastatin"."""

STEM = (
    r"ib|ab|mus|one|ole|ide|tan|tin|pril|lol|vir|pam|cin|ate|min|ine|fen|rin|lan|xel|lone|zide|olam|done|gliptin|kinra|stat|"
    r"cept|azepam|pine|ium|parib|lin"
)
"""The endings as a part of a regular expression; for use where a substance is expected, since other words end so too."""

SALT = r"sodium|hydrochloride|besylate|oxalate|calcium|acetate|maleate|mesylate|citrate|tartrate|sulfate|phosphate|fumarate|potassium|hydrobromide"
"""What stands behind the name of a substance and does not tell it from others, as a part of a regular expression."""

SOLID_FORM = r"tablets?|capsules?"
"""Dosage forms that stand behind the name of a product, as a part of a regular expression."""

NO_DRUG = (
    r"(?:calcium|sodium|potassium|hormone|vaccine|baseline|medicine|moderate|alternate|adequate|immediate|appropriate|"
    r"combination|routine|alone|intermediate|separate|someone|zone)\b"
)
"""Other words that end so, as a part of a regular expression."""
