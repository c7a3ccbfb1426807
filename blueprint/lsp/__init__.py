"""A language server: what `blueprint check` finds, and what the format offers, while a file is written."""
