"""How the names of active substances end, by which they are told from other words in small letters: "exastatin"."""

STEM = (
    r"ib|ab|mus|one|ole|ide|tan|tin|pril|lol|vir|pam|cin|ate|min|ine|fen|rin|lan|xel|lone|zide|olam|done|gliptin|kinra|stat|"
    r"cept|azepam|pine|ium|parib|lin"
)
"""The endings as a part of a regular expression; for use where a substance is expected, since other words end so too."""
