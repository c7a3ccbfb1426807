"""Tests of service innovation: forces, modes, initiatives."""
