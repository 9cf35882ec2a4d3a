"""Opening a database so that what was committed survives: the one way for register and hub."""
