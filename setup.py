"""Puts ``resources`` into a built wheel, where ``posapp.assets`` looks for them."""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class WithResources(build_py):
    """The package as it is installed; an editable one reads the checkout's own folder."""

    def run(self) -> None:
        super().run()
        if not self.editable_mode:
            inside = Path(self.build_lib, "posapp", "resources")
            shutil.rmtree(inside, ignore_errors=True)
            shutil.copytree("resources", inside)


setup(cmdclass={"build_py": WithResources})
