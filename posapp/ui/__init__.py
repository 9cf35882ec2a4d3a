"""Everything with Qt in it: the window, its screens and what they are painted with."""
