"""The shape of a document: whether it is a credential, of which kind, what is wrong with it (OB 3.0 §B, VCDM 2.0 §4).

    kind = check_structure(document)      # "OB3"; or StructureError: "evidence[0].type is missing."
    unknown_schemas(document)             # those it names and we do not know; SchemaUnknown for one of another kind

`rules` are what values must be, `vocabulary` the words they may be; `shapes`, `clr` and `vcdm` the classes of the three
standards. Single values and arrays are both read, as the standards ask; our own credentials always write arrays.
"""

from .credentials import check_structure, is_strict, kind_of
from .schemas import unknown_schemas
from .vcdm import issuer_id, validity_period

__all__ = ["check_structure", "is_strict", "issuer_id", "kind_of", "unknown_schemas", "validity_period"]
