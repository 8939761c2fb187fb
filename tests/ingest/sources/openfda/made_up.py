"""A small invented label as openFDA gives labels."""

import json

TABLE = (
    "<table><caption>Table 1: Adverse Reactions</caption><thead><tr><th>Reaction</th><th>DRUG-X N=100</th></tr></thead>"
    "<tfoot><tr><td colspan='2'><sup>a</sup> Includes vomiting.</td></tr></tfoot>"
    "<tbody><tr><td>Nausea<sup>a</sup></td><td>12</td></tr></tbody></table>"
)
LABEL: dict[str, object] = {
    "set_id": "11111111-2222-3333-4444-555555555555",
    "version": "7",
    "openfda": {"brand_name": ["Drug-X"], "generic_name": ["EXAMPLINE SODIUM"]},
    "boxed_warning": [
        "WARNING: LIVER INJURY Liver injury can occur [see Warnings and Precautions (5.1) ]. WARNING: LIVER INJURY See full "
        "prescribing information for complete boxed warning. Liver injury can occur. ( 5.1 )"
    ],
    "indications_and_usage": [
        "1 INDICATIONS AND USAGE DRUG-X is a blocker indicated for warts in adults ( 1.1 ). 1.1 Common Warts DRUG-X is "
        "indicated for the treatment of adults with common warts."
    ],
    "dosage_forms_and_strengths": [
        "3 DOSAGE FORMS AND STRENGTHS For injection: 5 mg powder in a vial for reconstitution For injection: 5 mg ( 3 )"
    ],
    "contraindications": ["4 CONTRAINDICATIONS None. None. ( 4 )"],
    "warnings_and_cautions": [
        "5 WARNINGS AND PRECAUTIONS Liver: Measure enzymes. ( 5.1 ) Heart: Record an ECG. ( 5.2 ) 5.1 Liver Injury Serious "
        "liver injury occurred. Give 5 mg/m 2 less. 5.2 QT Interval Prolongation (Including Syncope) Prolongation of the QT "
        "interval occurred in 5.3 % of patients [see Adverse Reactions (6.1) , and 5.1 ]."
    ],
    "adverse_reactions": [
        "6 ADVERSE REACTIONS Described elsewhere: Liver Injury [see Warnings and Precautions (5.1) ] The most common are "
        "nausea and fever. ( 6.1 ) To report SUSPECTED ADVERSE REACTIONS, contact Example at 1-800-555-0100. 6.1 Clinical "
        "Trials Experience Reactions are in Table 1. Table 1: Adverse Reactions Reaction DRUG-X N=100 a Includes vomiting. "
        "Nausea a 12 Other reactions were: • Rash • Fever"
    ],
    "adverse_reactions_table": [TABLE],
    "use_in_specific_populations": [
        "8 USE IN SPECIFIC POPULATIONS 8.1 Pregnancy Risk Summary DRUG-X can cause harm. 8.3 Females and Males of "
        "Reproductive Potential Contraception Females Use contraception for 3 months. Infertility DRUG-X may impair it."
    ],
}


def label(**changed: object) -> bytes:
    """The label as bytes, with some fields changed."""
    return json.dumps({**LABEL, **changed}).encode()
