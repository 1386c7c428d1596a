"""A pack on a subject or a meeting: what was said, decided and promised, the figures, and what is worth asking."""

from scrutiny_rag.briefing.model import Briefing, Line, Section

__all__ = ["Briefing", "Line", "Section"]
