"""The places of papers that may answer a question, with their sentences."""
