"""The customer's own web page: the rotating QR, the online cart, the conversations.

Whoever has a page's address is its customer, and nobody else: the address holds a secret of
32 random bytes of which the centre keeps a digest, and ends (``addresses``). The page is no
part of the contract.
"""
