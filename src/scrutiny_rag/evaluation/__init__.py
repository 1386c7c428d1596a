"""Question sets, metrics, systems to compare, and the report."""
