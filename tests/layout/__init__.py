"""Tests of the layout: order, places and routes."""
