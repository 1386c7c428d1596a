"""The shapes of answers, a module a kind: from the best places to quotes in their order."""
