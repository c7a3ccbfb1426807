"""The flow, held against a token game that plays it out."""
