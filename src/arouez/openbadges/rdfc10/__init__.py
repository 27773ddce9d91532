"""RDF Dataset Canonicalization (RDFC-1.0): one graph, one text, whatever its blank nodes were called."""

from .algorithm import MAX_WORK, canonical_names, canonicalize, hash_first_degree, named_lines, quads_by_node

__all__ = ["MAX_WORK", "canonical_names", "canonicalize", "hash_first_degree", "named_lines", "quads_by_node"]
