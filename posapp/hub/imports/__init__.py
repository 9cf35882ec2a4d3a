"""Product exports of common shop platforms, as those platforms write them."""
