"""Whole services as users write them: what is sound in the trade gives no finding, under the strictest preset."""
