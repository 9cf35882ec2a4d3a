"""The customer's QR as a picture."""

from __future__ import annotations

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.svg import SvgPathImage
from qrcode.util import MODE_ALPHA_NUM, QRData

VERSION = 6  # the size that every token fits, so that the picture never changes its grid


def svg(token: str) -> bytes:
    """A token as SVG, with the quiet zone around it that scanners ask for."""
    code = qrcode.QRCode(VERSION, ERROR_CORRECT_M, image_factory=SvgPathImage)
    code.add_data(QRData(token, mode=MODE_ALPHA_NUM))
    code.make(fit=False)
    picture: bytes = code.make_image().to_string()
    return picture
