"""Event logs held against blueprints."""
