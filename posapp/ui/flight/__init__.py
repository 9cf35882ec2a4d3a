"""The flight recorder: what was done at this register lately, without who it was done for.

A report holds scans, keys, touches, exchanges with the centre and what the screen showed, so
that QA sees what a clerk saw (``posapp.qa.replay`` does it again). It never holds a PIN, the
number of a gift card, or what a field for a name, address, phone or message was filled with.
"""
