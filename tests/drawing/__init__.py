"""The measure of a drawing, taken on the SVG itself: what stands where, what lies on what, what crosses what."""
