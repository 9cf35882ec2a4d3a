"""The central API's messages: one definition for the register and for every backend.

Domain values are the wire format wherever they say all there is to say; this room adds the
requests, the replies and the error codes around them. JSON over HTTP, ``/v1``.
"""
