"""From passages to an answer of which every sentence is cited and checked."""
