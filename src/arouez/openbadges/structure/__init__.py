"""The shape of a credential: whether it is one, of which kind, what is wrong with it (OB 3.0 §B, VCDM §4).

    kind = check_structure(document)      # "OB3"; or StructureError: "evidence[0].type is missing."

Single values and arrays are both read, as the standard asks; our own credentials always write arrays.
"""

from .credentials import check_structure, is_strict, issuer_id, kind_of, validity_period

__all__ = ["check_structure", "is_strict", "issuer_id", "kind_of", "validity_period"]
