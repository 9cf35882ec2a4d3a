"""Set posapp up on this computer and start it; `start.py --help` says what there is.

Only the standard library is used, and this file can be read by any Python, also by
one that is too old to run posapp: it then says so in one sentence.
"""

import sys

OLDEST = (3, 11)

if sys.version_info < OLDEST:
    sys.stderr.write(
        "posapp needs Python {} or newer; this is Python {}. Start it with a newer one, "
        "for example: python3.11 packaging/start.py\n".format(
            ".".join(map(str, OLDEST)), ".".join(map(str, sys.version_info[:2]))
        )
    )
    sys.exit(3)

sys.dont_write_bytecode = True  # a set-up run as root leaves no files of root here

from setting_up.commands import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
