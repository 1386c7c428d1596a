"""Question sets, metrics, systems to compare, statistics and reports.

What others call: `run.run_evaluation`, `checking.check_questions`, `comparison.compare_reports`,
`gate.shortfalls`, and `commands.app`, the command line's `eval`. Nothing is imported here, so that `--help`
stays quick.
"""
